package org.trousse.platform.demo.dossier;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A PDF of one page with a few lines of text (ISO 32000-2 §7.5): header, objects, where they are,
/// trailer.
final class DemoPdf {
  /// What `WinAnsiEncoding` is.
  private static final Charset ANSI = Charset.forName("windows-1252");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Integer> offsets = new ArrayList<>();

  private DemoPdf() {}

  static byte[] page(List<String> lines) {
    DemoPdf pdf = new DemoPdf();
    pdf.write("%PDF-1.7\n");
    pdf.object("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    pdf.object(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            + " /Resources << /Font << /F1 5 0 R >> >> >>");
    String text = text(lines);
    pdf.object(
        "<< /Length %d >>\nstream\n%s\nendstream".formatted(text.getBytes(ANSI).length, text));
    pdf.object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    pdf.end();
    return pdf.out.toByteArray();
  }

  private static String text(List<String> lines) {
    StringBuilder text = new StringBuilder("BT /F1 13 Tf 56 770 Td 22 TL");
    for (String line : lines) {
      String escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)");
      text.append("\n(").append(escaped).append(") Tj T*");
    }
    return text.append("\nET").toString();
  }

  private void object(String body) {
    offsets.add(out.size());
    write("%d 0 obj\n%s\nendobj\n".formatted(offsets.size(), body));
  }

  private void end() {
    int start = out.size();
    int count = offsets.size() + 1;
    write("xref\n0 %d\n0000000000 65535 f \n".formatted(count));
    offsets.forEach(at -> write(String.format(Locale.ROOT, "%010d 00000 n \n", at)));
    write("trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n".formatted(count, start));
    out.writeBytes("%%EOF\n".getBytes(StandardCharsets.US_ASCII));
  }

  private void write(String text) {
    out.writeBytes(text.getBytes(ANSI));
  }
}
