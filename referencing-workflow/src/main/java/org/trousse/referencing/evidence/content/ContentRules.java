package org.trousse.referencing.evidence.content;

import org.trousse.referencing.evidence.content.Recognition.NotTaken;
import org.trousse.referencing.evidence.content.Recognition.Recognised;
import org.trousse.referencing.text.Text;

/// Which of the kinds a file is, if any. A name says nothing here: see [FileName].
public final class ContentRules {
  /// 10 MiB.
  public static final int BYTES_MAX = 10 * 1024 * 1024;

  /// How far browsers look to guess a type (WHATWG MIME Sniffing §5.2).
  private static final int SNIFFED_BYTES = 1_445;

  /// A zip's directory ends at most this far from the end (APPNOTE 4.3.16).
  private static final int ZIP_END_BYTES = 22 + 65_535;

  private static final int PDF_END_BYTES = 1_024;
  private static final String ZIP_END = "PK\u0005\u0006";

  private static final Text EMPTY =
      new Text(
          "Le fichier est vide : envoyez un fichier de 1 octet à 10 Mo.",
          "The file is empty: send a file of 1 byte to 10 MB.");
  private static final Text TOO_LARGE =
      new Text(
          "Le fichier dépasse 10 Mo (10 485 760 octets) : réduisez-le ou partagez-le.",
          "The file is larger than 10 MB (10,485,760 bytes): make it smaller or split it.");
  private static final Text KINDS =
      new Text(
          "Le contenu n’est ni un PDF, ni du JSON strict (UTF-8, aucun nom deux fois, 100 niveaux"
              + " au plus), ni une image PNG, JPEG ou WebP. Un SVG, du HTML ou une archive zip ne"
              + " sont pas acceptés.",
          "The content is neither a PDF nor strict JSON (UTF-8, no name twice, at most 100 levels)"
              + " nor a PNG, JPEG or WebP picture. SVG, HTML and zip archives are not taken.");
  private static final Text TWO_KINDS =
      new Text(
          "Ce fichier est deux choses à la fois (une archive zip ou une page HTML s’y cache) :"
              + " exportez-le de nouveau.",
          "This file is two things at once (a zip archive or an HTML page hides in it): export it"
              + " anew.");

  private ContentRules() {}

  public static Recognition recognise(byte[] file) {
    if (file.length == 0) {
      return new NotTaken(EMPTY);
    }
    if (file.length > BYTES_MAX) {
      return new NotTaken(TOO_LARGE);
    }
    Bytes bytes = new Bytes(file);
    if (bytes.startsWith("%PDF-")) {
      return alone(bytes, FileKind.PDF, pdf(bytes));
    }
    if (bytes.startsWith(Pictures.PNG)) {
      return alone(bytes, FileKind.PNG, Pictures.png(bytes));
    }
    if (bytes.startsWith("\u00ff\u00d8\u00ff")) {
      return alone(bytes, FileKind.JPEG, Pictures.jpeg(bytes));
    }
    if (bytes.startsWith("RIFF") && bytes.is(8, "WEBP")) {
      return alone(bytes, FileKind.WEBP, Pictures.webp(bytes));
    }
    return StrictJson.kind(file)
        .<Recognition>map(Recognised::new)
        .orElseGet(() -> new NotTaken(KINDS));
  }

  private static Recognition alone(Bytes bytes, FileKind kind, boolean whole) {
    if (hidesZip(bytes) || (kind == FileKind.PDF && looksLikeHtml(bytes))) {
      return new NotTaken(TWO_KINDS);
    }
    return whole ? new Recognised(kind) : new NotTaken(broken(kind));
  }

  private static Text broken(FileKind kind) {
    return new Text(
        "Le fichier commence comme un "
            + kind
            + " mais n’en est pas un, n’est pas entier, ou quelque chose suit sa fin :"
            + " exportez-le de nouveau.",
        "The file begins like a "
            + kind
            + " but is none, is not whole, or something follows its end: export it anew.");
  }

  /// ISO 32000-2 §7.5.2 and §7.5.5: a version at the first byte, and an end with nothing but white
  /// space behind it.
  private static boolean pdf(Bytes bytes) {
    boolean version = bytes.is(5, "1.") || bytes.is(5, "2.");
    boolean digit = bytes.at(7) >= '0' && bytes.at(7) <= '9';
    int end = bytes.lastIndexOf("%%EOF", bytes.length() - PDF_END_BYTES);
    if (!version || !digit || end < 0 || bytes.lastIndexOf("startxref", 8) < 0) {
      return false;
    }
    for (int place = end + 5; place < bytes.length(); place++) {
      if (" \t\r\n\f\0".indexOf(bytes.at(place)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean hidesZip(Bytes bytes) {
    return bytes.lastIndexOf(ZIP_END, bytes.length() - ZIP_END_BYTES) >= 0;
  }

  private static boolean looksLikeHtml(Bytes bytes) {
    String start = bytes.startAsText(SNIFFED_BYTES);
    for (String tag :
        new String[] {
          "<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<svg", "<title"
        }) {
      if (start.contains(tag)) {
        return true;
      }
    }
    return false;
  }
}
