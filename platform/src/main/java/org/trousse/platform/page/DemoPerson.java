package org.trousse.platform.page;

import java.util.Locale;

/// One of the demo's invented people, as the picker shows them.
///
/// @param id what the picker's form sends
/// @param token opens the record
public record DemoPerson(String id, String name, String french, String english, String token) {
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
