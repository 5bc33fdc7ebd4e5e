package org.trousse.referencing.evidence.content;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.trousse.referencing.text.Text;

/// A handed-in file's name: for people's eyes and their disks, never a path of ours.
public final class FileName {
  static final int CHARS_MAX = 120;

  private static final Pattern PATH = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");
  private static final Pattern UNSAFE = Pattern.compile("[\"<>:|?*;%&$`'\\\\/]+");
  private static final Pattern SPACE = Pattern.compile("\\p{Z}+");
  private static final Pattern EDGE = Pattern.compile("^[. _~-]+|[. ]+$");
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

  private static final String PLAIN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";

  private FileName() {}

  /// A name in letters that do no harm and ends as its kind does; one without an ending gets it.
  /// Empty: its ending says another kind.
  public static Optional<String> of(String given, FileKind kind) {
    String clean = clean(given);
    int dot = clean.lastIndexOf('.');
    String ending = dot < 0 ? "" : clean.substring(dot + 1).toLowerCase(Locale.ROOT);
    String stem = dot < 0 ? clean : clean.substring(0, dot);
    if (!ending.isEmpty() && !kind.extensions().contains(ending)) {
      return Optional.empty();
    }
    String last = "." + (ending.isEmpty() ? kind.extensions().getFirst() : ending);
    return Optional.of(shortened(stem.isEmpty() ? "file" : stem, CHARS_MAX - last.length()) + last);
  }

  /// Why a name is not taken.
  public static Text wrongEnding(FileKind kind) {
    String endings = String.join(", .", kind.extensions());
    return new Text(
        "Le contenu est un " + kind + " : son nom doit finir par ." + endings + ".",
        "The content is a " + kind + ": its name must end with ." + endings + ".");
  }

  private static String clean(String given) {
    String name = Normalizer.normalize(given, Normalizer.Form.NFC);
    name = PATH.matcher(name).replaceFirst("");
    name = UNSEEN.matcher(name).replaceAll("");
    name = UNSAFE.matcher(name).replaceAll("_");
    name = SPACE.matcher(name).replaceAll(" ");
    name = EDGE.matcher(name).replaceAll("");
    return DEVICE.matcher(name).matches() ? "_" + name : name;
  }

  private static String shortened(String stem, int most) {
    if (stem.length() <= most) {
      return stem;
    }
    int end = Character.isHighSurrogate(stem.charAt(most - 1)) ? most - 1 : most;
    return stem.substring(0, end).stripTrailing();
  }

  /// RFC 6266 §4 with RFC 8187: what is saved, never shown; ASCII for old clients beside UTF-8.
  public static String disposition(String name) {
    String ascii =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^A-Za-z0-9._ -]", "_");
    StringBuilder coded = new StringBuilder();
    for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = PLAIN.indexOf((char) one) >= 0;
      coded.append(
          plain
              ? String.valueOf((char) one)
              : "%" + HexFormat.of().withUpperCase().toHexDigits(one));
    }
    return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + coded;
  }
}
