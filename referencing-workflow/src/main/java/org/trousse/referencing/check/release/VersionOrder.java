package org.trousse.referencing.check.release;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which of two versions is later: by Semantic Versioning 2.0.0 §11 where a package's world follows
/// it, else piece by piece as Maven, PyPI and most others read them.
enum VersionOrder implements Comparator<String> {
  SEMVER {
    @Override
    public int compare(String one, String other) {
      String[] left = semver(one);
      String[] right = semver(other);
      int core = pieces(left[0], right[0]);
      if (core != 0) {
        return core;
      }
      boolean leftFinal = left[1].isEmpty();
      boolean rightFinal = right[1].isEmpty();
      return leftFinal || rightFinal
          ? Boolean.compare(leftFinal, rightFinal)
          : identifiers(left[1].split("\\.", -1), right[1].split("\\.", -1));
    }
  },
  PIECES {
    @Override
    public int compare(String one, String other) {
      return pieces(one, other);
    }
  };

  private static final int CHARACTERS_MAX = 200;
  private static final Pattern PIECE = Pattern.compile("[0-9]+|[a-z]+");
  private static final List<String> EARLY =
      List.of(
          "dev", "snapshot", "a", "alpha", "b", "beta", "m", "milestone", "c", "cr", "rc", "pre");

  static VersionOrder of(String rangeType, String purlType) {
    return switch (purlType) {
      case "npm", "cargo", "golang", "pub", "hex", "swift" -> SEMVER;
      default -> rangeType.equals("SEMVER") ? SEMVER : PIECES;
    };
  }

  /// The core and what comes before it; build metadata counts for nothing.
  private static String[] semver(String version) {
    String plain = cut(version).replaceFirst("^[vV]", "").split("\\+", 2)[0];
    int dash = plain.indexOf('-');
    return dash < 0
        ? new String[] {plain, ""}
        : new String[] {plain.substring(0, dash), plain.substring(dash + 1)};
  }

  private static String cut(String version) {
    return version.substring(0, Math.min(version.length(), CHARACTERS_MAX));
  }

  private static int identifiers(String[] left, String[] right) {
    for (int at = 0; at < Math.min(left.length, right.length); at++) {
      boolean leftNumber = left[at].matches("[0-9]+");
      boolean rightNumber = right[at].matches("[0-9]+");
      int order =
          leftNumber && rightNumber
              ? new BigInteger(left[at]).compareTo(new BigInteger(right[at]))
              : leftNumber == rightNumber
                  ? left[at].compareTo(right[at])
                  : Boolean.compare(rightNumber, leftNumber);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static int pieces(String one, String other) {
    List<String> left = split(one);
    List<String> right = split(other);
    for (int at = 0; at < Math.max(left.size(), right.size()); at++) {
      int order =
          piece(at < left.size() ? left.get(at) : "", at < right.size() ? right.get(at) : "");
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<String> split(String version) {
    List<String> pieces = new ArrayList<>();
    Matcher piece = PIECE.matcher(cut(version).toLowerCase(Locale.ROOT).replaceFirst("^v", ""));
    while (piece.find()) {
      String text = piece.group();
      boolean release = text.equals("final") || text.equals("ga") || text.equals("release");
      if (!release) {
        pieces.add(text);
      }
    }
    return pieces;
  }

  /// Early words come before nothing at all; nothing equals zero; other words come after it.
  private static int piece(String left, String right) {
    int kind = Integer.compare(kind(left), kind(right));
    if (kind != 0) {
      return kind;
    }
    return switch (kind(left)) {
      case 0 -> Integer.compare(EARLY.indexOf(left), EARLY.indexOf(right));
      case 1 -> 0;
      case 3 -> new BigInteger(left).compareTo(new BigInteger(right));
      default -> left.compareTo(right);
    };
  }

  private static int kind(String piece) {
    if (EARLY.contains(piece)) {
      return 0;
    }
    if (piece.isEmpty() || piece.matches("0+")) {
      return 1;
    }
    return Character.isDigit(piece.charAt(0)) ? 3 : 2;
  }
}
