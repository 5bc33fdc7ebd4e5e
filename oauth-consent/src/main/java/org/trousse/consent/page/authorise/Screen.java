package org.trousse.consent.page.authorise;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.trousse.consent.permission.Permission;

/// The text of the page, piece by piece and in the order in which it is read. The page prints these
/// pieces and no other words about the app, so that what is kept in the receipt is what was shown.
///
/// @param whose the person concerned
/// @param intro who asks, and what for
/// @param kept what stays as it is when the app has a grant already; empty without one
/// @param removed what the app no longer asks for and loses
/// @param lines what can be ticked
/// @param histories empty when nothing asked for has a past
/// @param facts what to know besides, each with its title
public record Screen(
    String heading,
    String whose,
    List<String> intro,
    Section kept,
    Section removed,
    String linesTitle,
    List<Line> lines,
    String historyTitle,
    List<Choice> histories,
    String durationTitle,
    List<Choice> durations,
    List<Fact> facts,
    String yes,
    String no) {
  /// A titled list; without items it is not shown.
  public record Section(String title, List<String> items) {
    static final Section NONE = new Section("", List.of());
  }

  /// One switch.
  ///
  /// @param tag needed or optional, and new where there was a grant
  /// @param without what happens when it is not ticked
  public record Line(
      Permission permission,
      String label,
      String tag,
      String reason,
      String without,
      boolean needed) {}

  /// One radio button.
  ///
  /// @param preset whether it stands for what is allowed already
  public record Choice(String value, String label, boolean preset) {}

  /// Something to know.
  public record Fact(String title, String text) {}

  /// The whole text, line by line.
  public String shown() {
    List<String> text = new ArrayList<>();
    text.add(heading);
    text.add(whose);
    text.addAll(intro);
    for (Section section : List.of(kept, removed)) {
      if (!section.items().isEmpty()) {
        text.add(section.title());
        text.addAll(section.items());
      }
    }
    if (!lines.isEmpty()) {
      text.add(linesTitle);
    }
    for (Line line : lines) {
      text.add(line.label() + " (" + line.tag() + ")");
      text.add(line.reason());
      text.add(line.without());
    }
    if (!histories.isEmpty()) {
      text.add(historyTitle);
      histories.forEach(choice -> text.add(choice.label()));
    }
    text.add(durationTitle);
    durations.forEach(choice -> text.add(choice.label()));
    for (Fact fact : facts) {
      text.add(fact.title());
      text.add(fact.text());
    }
    text.add(yes + " / " + no);
    return String.join("\n", text);
  }

  /// Of the text: a form says which one its reader saw.
  public String digest() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(shown().getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }
}
