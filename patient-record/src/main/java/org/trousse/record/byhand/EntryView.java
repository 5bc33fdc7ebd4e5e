package org.trousse.record.byhand;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// The form by which somebody writes a reading.
///
/// @param kinds that they may write: value of the field and its text
/// @param kind the chosen one
/// @param typed as it was typed
/// @param at the moment as the field wants it, in the patient's clock
/// @param meals when a blood glucose was taken: value and text
/// @param meal the chosen one; empty: not said
/// @param device whether it was measured with the writer's own device
/// @param fault why it was not taken; empty: nothing is wrong
/// @param asks what it may mean, as it would be typed; empty: nothing is asked
/// @param key makes it the same when it is sent twice
/// @param action where it is sent
/// @param csrf what each form carries
/// @param caregiver whether a professional writes, who may have a device along
public record EntryView(
    List<Choice> kinds,
    String kind,
    String typed,
    String at,
    List<Choice> meals,
    String meal,
    boolean device,
    String fault,
    List<String> asks,
    String key,
    String action,
    String csrf,
    boolean caregiver) {
  /// Something to choose.
  public record Choice(String value, String text) {}

  public EntryView {
    kinds = List.copyOf(kinds);
    meals = List.copyOf(meals);
    asks = List.copyOf(asks);
  }

  /// An empty form, for a reading of now.
  public static EntryView blank(
      List<Choice> kinds,
      List<Choice> meals,
      Instant now,
      ZoneId zone,
      String action,
      String csrf,
      boolean caregiver) {
    return new EntryView(
        kinds,
        kinds.isEmpty() ? "" : kinds.getFirst().value(),
        "",
        local(now, zone),
        meals,
        "",
        false,
        "",
        List.of(),
        UUID.randomUUID().toString(),
        action,
        csrf,
        caregiver);
  }

  /// As a field of date and time wants it.
  private static String local(Instant at, ZoneId zone) {
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
        at.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES));
  }

  /// The same form, with this kind chosen.
  public EntryView of(String chosen) {
    return new EntryView(
        kinds, chosen, typed, at, meals, meal, device, fault, asks, key, action, csrf, caregiver);
  }

  /// The same form with what was sent, and why it was not taken.
  public EntryView again(EntryForm.Sent sent, String why, List<String> means) {
    return new EntryView(
        kinds,
        sent.kind(),
        sent.typed(),
        sent.at(),
        meals,
        sent.meal(),
        sent.device(),
        why,
        means,
        sent.key(),
        action,
        csrf,
        caregiver);
  }
}
