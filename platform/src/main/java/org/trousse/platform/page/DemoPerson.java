package org.trousse.platform.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One of the demo's invented people, as the picker shows them.
///
/// @param id what the picker's form sends
/// @param token opens the record
/// @param landing where they begin, in each language; null: at the measurements
public record DemoPerson(
    String id,
    String name,
    String french,
    String english,
    String token,
    @Nullable Landing landing) {
  /// Addresses on this host.
  public record Landing(String french, String english) {
    String in(Locale language) {
      return language.getLanguage().equals("en") ? english : french;
    }
  }

  /// Somebody with a record.
  public DemoPerson(String id, String name, String french, String english, String token) {
    this(id, name, french, english, token, null);
  }

  /// Where they begin.
  String begins(Locale language) {
    return landing == null ? Place.MEASUREMENTS.address(language) : landing.in(language);
  }

  /// Their one-line story.
  public String story(Locale language) {
    return language.getLanguage().equals("en") ? english : french;
  }

  /// Never the token, never the name.
  @Override
  public String toString() {
    return "DemoPerson(…)";
  }
}
