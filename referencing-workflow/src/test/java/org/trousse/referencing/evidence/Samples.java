package org.trousse.referencing.evidence;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/// Small whole files of every kind; all synthetic.
public final class Samples {
  private Samples() {}

  /// One empty page.
  public static byte[] pdf() {
    return pdf("an example");
  }

  /// One empty page, with a remark that makes its bytes its own.
  public static byte[] pdf(String remark) {
    return """
    %PDF-1.4
    % REMARK
    1 0 obj
    << /Type /Catalog /Pages 2 0 R >>
    endobj
    2 0 obj
    << /Type /Pages /Kids [] /Count 0 >>
    endobj
    trailer << /Root 1 0 R /Size 3 >>
    startxref
    0
    %%EOF
    """
        .replace("REMARK", remark)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /// A picture as the JDK writes it.
  public static byte[] picture(String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalStateException("the JDK writes no " + format);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /// RFC 9649 §2.6: a file of one lossless chunk; its coded data is nobody's to read here.
  public static byte[] webp() {
    ByteBuffer file = ByteBuffer.allocate(12 + 8 + 6).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(18); // what follows
    file.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
        .putInt(5); // of data, then one of padding
    file.put(new byte[] {0x2f, 0, 0, 0, 0, 0});
    return file.array();
  }
}
