package org.trousse.record.professional;

import java.util.UUID;
import java.util.regex.Pattern;

/// A health professional who may be named for care teams.
///
/// @param id the account of the sign-in house
/// @param rpps eleven digits
/// @param synthetic an invented person: pages say so
public record Professional(
    UUID id, String given, String family, Profession profession, String rpps, boolean synthetic) {
  private static final Pattern RPPS = Pattern.compile("[0-9]{11}");

  public Professional {
    if (!isRpps(rpps)) {
      throw new IllegalArgumentException("an RPPS number has eleven digits");
    }
  }

  public static boolean isRpps(String text) {
    return RPPS.matcher(text).matches();
  }

  public String name() {
    return given + " " + family;
  }

  /// Never who: it must not slip into a log.
  @Override
  public String toString() {
    return "Professional(" + profession + ")";
  }
}
