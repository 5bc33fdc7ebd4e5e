package org.trousse.consent.journal;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.trousse.consent.ConsentModule.Happened;
import org.trousse.consent.page.Words;
import org.trousse.consent.permission.DataKind;

/// One line of the log in plain words. Who is named as the log named them then.
final class Sentence {
  /// What happened, and the text that says it.
  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("read", "read"),
          Map.entry("search", "read"),
          Map.entry("create", "add"),
          Map.entry("receive", "receive"),
          Map.entry("notify", "notify"),
          Map.entry("subscribe", "subscribe"),
          Map.entry("unsubscribe", "unsubscribe"),
          Map.entry("deny", "deny"),
          Map.entry("grant", "grant"),
          Map.entry("amend", "amend"),
          Map.entry("refuse", "refuse"),
          Map.entry("revoke", "revoke"),
          Map.entry("narrow", "narrow"),
          Map.entry("extend", "extend"),
          Map.entry("keep", "keep"),
          Map.entry("pause", "pause"),
          Map.entry("resume", "resume"),
          Map.entry("suspend", "suspend"),
          Map.entry("expire", "expire"),
          Map.entry("mandate", "mandate"),
          Map.entry("mandate-end", "mandate-end"),
          Map.entry("own-record", "own-record"),
          Map.entry("act-for", "act-for"),
          Map.entry("object", "object"),
          Map.entry("undo-object", "undo-object"),
          Map.entry("token", "token"),
          Map.entry("refresh", "refresh"),
          Map.entry("introspect", "introspect"),
          Map.entry("sign-in", "sign-in"),
          Map.entry("close-account", "close-account"),
          Map.entry("consult", "consult"),
          Map.entry("consult-list", "consult-list"),
          Map.entry("visit-add", "visit-add"),
          Map.entry("visit-amend", "visit-amend"),
          Map.entry("visit-error", "visit-error"),
          Map.entry("visit-restore", "visit-restore"),
          Map.entry("visit-annotate", "visit-annotate"),
          Map.entry("visit-validate", "visit-validate"),
          Map.entry("visit-hand-over", "visit-hand-over"),
          Map.entry("visit-end", "visit-end"),
          Map.entry("update", "update"),
          Map.entry("emergency", "emergency"),
          Map.entry("emergency-refuse", "emergency-refuse"),
          Map.entry("emergency-allow", "emergency-allow"),
          Map.entry("emergency-answer", "emergency-answer"),
          Map.entry("emergency-review", "emergency-review"),
          Map.entry("care-name", "care-name"),
          Map.entry("care-stop", "care-stop"),
          Map.entry("care-block", "care-block"),
          Map.entry("care-unblock", "care-unblock"),
          Map.entry("care-digest", "care-digest"),
          Map.entry("mask", "mask"),
          Map.entry("unmask", "unmask"),
          Map.entry("close-space", "close-space"),
          Map.entry("reopen-space", "reopen-space"),
          Map.entry("ask-destruction", "ask-destruction"),
          Map.entry("destroy-space", "destroy-space"),
          Map.entry("object-space", "object-space"),
          Map.entry("start-series", "start-series"),
          Map.entry("end-series", "end-series"),
          Map.entry("give-back-device", "give-back-device"),
          Map.entry("weight-mine", "weight-mine"),
          Map.entry("weight-not-mine", "weight-not-mine"),
          Map.entry("weight-undone", "weight-undone"));

  /// Codes of TRE_G15 that have a word.
  private static final Set<String> PROFESSIONS =
      Set.of("10", "21", "40", "50", "60", "70", "80", "91", "95");

  /// What professionals do: their detail begins with their profession's code of TRE_G15.
  private static final Set<String> BY_PROFESSIONALS =
      Set.of(
          "consult",
          "consult-list",
          "emergency",
          "visit-add",
          "visit-amend",
          "visit-error",
          "visit-restore",
          "visit-annotate",
          "visit-validate",
          "visit-hand-over",
          "visit-end");

  private Sentence() {}

  /// The whole sentence.
  ///
  /// @param name the app's name today; empty when no app is concerned
  static String of(Happened happened, String name, Words words, Instant now) {
    String when = words.brief(happened.at(), now);
    return capital(words.text("log.line", when, what(happened, name, words)), words);
  }

  /// Without its time.
  static String what(Happened happened, String name, Words words) {
    String who = who(happened, name, words);
    String text = TEXTS.getOrDefault(happened.what(), "other");
    if (BY_PROFESSIONALS.contains(text)) {
      return byProfessional(happened, text, words);
    }
    boolean data = Set.of("read", "add", "receive", "update", "notify").contains(text);
    if (data && happened.allowed() && happened.count() > 0 && happened.measure() != null) {
      return words.text("log." + text, who, readings(happened, words));
    }
    if (data) {
      return words.text("log." + text + (happened.allowed() ? ".some" : ".denied"), who);
    }
    return happened.allowed() || text.equals("deny") || text.equals("refuse")
        ? words.text("log." + text, who, happened.what())
        : words.text("log.denied", who);
  }

  private static String byProfessional(Happened happened, String text, Words words) {
    String[] said = happened.detail().split(" ", 2);
    String profession =
        PROFESSIONS.contains(said[0]) ? "log.profession." + said[0] : "log.profession.other";
    String who = words.text("log.professional", words.text(profession), happened.who());
    if (!happened.allowed()) {
      return words.text("log.consult.denied", who);
    }
    if (text.equals("emergency")) {
      return words.text("log.emergency", who);
    }
    if (text.startsWith("visit-")) {
      return visited(happened, text, who, words);
    }
    if (happened.measure() == null) {
      return words.text("log.consult.some", who);
    }
    String kind = words.text("kind." + DataKind.of(happened.measure()).word() + ".name");
    boolean glassBroken = said.length > 1 && said[1].equals("bris_de_glace");
    return words.text(glassBroken ? "log.consult.emergency" : "log." + text, who, kind);
  }

  /// What a professional did at a visit.
  private static String visited(Happened happened, String text, String who, Words words) {
    return happened.measure() == null
        ? words.text("log." + text, who, "")
        : words.text("log." + text, who, readings(happened, words));
  }

  /// The name in a sentence that its maker gave a device: its language is not known.
  static String given(Happened happened, Words words) {
    boolean device = happened.what().equals("receive");
    return device && words.own(happened.who()).isEmpty() ? happened.who() : "";
  }

  private static String who(Happened happened, String name, Words words) {
    if (!happened.who().isEmpty()) {
      return words.own(happened.who()).orElse(happened.who());
    }
    return name.isEmpty() ? words.text("log.you") : name;
  }

  /// E.g. "3 mesures de poids".
  static String readings(Happened happened, Words words) {
    if (happened.measure() == null) {
      return "";
    }
    String kind = words.text("kind." + DataKind.of(happened.measure()).word() + ".name");
    String number = words.number(happened.count());
    return words.text(happened.count() == 1 ? "log.reading" : "log.readings", number, kind);
  }

  private static String capital(String sentence, Words words) {
    return sentence.substring(0, 1).toUpperCase(words.locale()) + sentence.substring(1);
  }
}
