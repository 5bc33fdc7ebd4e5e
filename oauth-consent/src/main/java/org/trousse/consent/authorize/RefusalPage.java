package org.trousse.consent.authorize;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.FramesPages;

/// The page that a person sees when nothing may be sent to the app.
record RefusalPage(FramesPages layout) {
  private static final List<Locale> LANGUAGES = List.of(Locale.FRENCH, Locale.ENGLISH);
  private static final int HEADER_MAX = 500;

  /// The app's wish (`ui_locales`) before the browser's; French when neither is ours.
  static Locale language(@Nullable String uiLocales, @Nullable String acceptLanguage) {
    if (uiLocales != null) {
      for (String wish : uiLocales.split(" ", 20)) {
        for (Locale language : LANGUAGES) {
          if (Locale.forLanguageTag(wish).getLanguage().equals(language.getLanguage())) {
            return language;
          }
        }
      }
    }
    if (acceptLanguage == null || acceptLanguage.length() > HEADER_MAX) {
      return Locale.FRENCH;
    }
    try {
      Locale found = Locale.lookup(LanguageRange.parse(acceptLanguage), LANGUAGES);
      return found == null ? Locale.FRENCH : found;
    } catch (IllegalArgumentException malformed) {
      return Locale.FRENCH;
    }
  }

  /// @param why for the app's developer
  String of(Locale language, String why) {
    ResourceBundle words = ResourceBundle.getBundle("messages/authorize", language);
    String title = words.getString("refused.title");
    String body =
        "<h1 class=\"govuk-heading-l\">%s</h1><p class=\"govuk-body\">%s</p><p class=\"govuk-body\">%s</p><p class=\"govuk-body\">%s <code>%s</code></p>"
            .formatted(
                escaped(title),
                escaped(words.getString("refused.what")),
                escaped(words.getString("refused.do")),
                escaped(words.getString("refused.detail")),
                escaped(why));
    return layout.frame(language, title, "", body);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
