package org.trousse.gateway.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// All that the page of what was kept aside says, in one language.
///
/// @param reason the reason looked for, empty for all
/// @param reasons those to choose from
/// @param older the address of the next page, empty on the last
/// @param first whether this is the newest page
public record QuarantinePage(
    Words words,
    String address,
    String reason,
    List<Choice> reasons,
    List<Entry> entries,
    String older,
    boolean first) {
  /// Reasons that a filter offers at all times: the codecs' errors and what the normaliser and the
  /// owner's look-up keep aside.
  static final List<String> USUAL =
      List.of(
          "truncated",
          "bad-size",
          "crc",
          "missing-crc",
          "unit",
          "json",
          "schema",
          "owner-unknown",
          "owner-ambiguous",
          "session-unknown",
          "unit-suspect",
          "conflict",
          "time-in-future",
          "control-solution");

  /// A reason and its name.
  public record Choice(String word, String name) {}

  /// One payload.
  ///
  /// @param when machine-readable
  public record Entry(
      String id,
      String when,
      String received,
      String device,
      String codec,
      String reasons,
      String detail,
      int bytes,
      Shown shown) {}

  /// A payload's bytes for reading.
  ///
  /// @param cut whether there are more than shown
  /// @param text what they say as text; empty when they are no text
  public record Shown(List<String> lines, boolean cut, String text) {}

  /// The address of the newest page with the same filter.
  public String newest() {
    return address + query(reason, "?reason=");
  }

  static QuarantinePage of(
      List<QuarantinedView> found,
      boolean more,
      String reason,
      boolean first,
      Words words,
      ZoneId zone) {
    String address = address(words);
    String older = "";
    if (more) {
      QuarantinedView last = found.getLast();
      older = address + "?avant=" + last.receivedAt() + "_" + last.id() + query(reason, "&reason=");
    }
    return new QuarantinePage(
        words,
        address,
        reason,
        choices(reason, words),
        found.stream().map(one -> entry(one, words, zone)).toList(),
        older,
        first);
  }

  static String address(Words words) {
    return words == Words.in(Locale.ENGLISH)
        ? "/en/operations/quarantine"
        : "/fr/operations/quarantaine";
  }

  /// `start` and the encoded reason, nothing when there is none.
  static String query(String reason, String start) {
    return reason.isEmpty() ? "" : start + URLEncoder.encode(reason, StandardCharsets.UTF_8);
  }

  private static List<Choice> choices(String chosen, Words words) {
    Set<String> all = new LinkedHashSet<>(USUAL);
    if (!chosen.isEmpty()) {
      all.add(chosen);
    }
    return all.stream().map(word -> new Choice(word, name(word, words))).toList();
  }

  private static Entry entry(QuarantinedView one, Words words, ZoneId zone) {
    byte[] payload = one.payload().bytes();
    return new Entry(
        one.id().toString(),
        one.receivedAt().toString(),
        words.when(one.receivedAt(), zone),
        one.device(),
        one.payload().codec(),
        String.join(", ", one.reasons().stream().map(word -> name(word, words)).toList()),
        one.detail(),
        payload.length,
        Hex.shown(payload));
  }

  /// In words, with the word that machines use when we have no better.
  private static String name(String word, Words words) {
    return words.textOr("reason." + word.replace(':', '.'), word);
  }
}
