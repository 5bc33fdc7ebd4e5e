package org.trousse.sdk.referencing;

import java.util.Locale;
import org.trousse.sdk.json.JsonObject;

/// The same words in French and English.
public record Words(String french, String english) {
  static Words read(JsonObject object) {
    return new Words(object.text("fr").orElse(""), object.text("en").orElse(""));
  }

  public String in(Locale language) {
    return language.getLanguage().equals("fr") ? french : english;
  }

  JsonObject json() {
    return JsonObject.EMPTY.with("fr", french).with("en", english);
  }
}
