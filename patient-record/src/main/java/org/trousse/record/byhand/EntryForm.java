package org.trousse.record.byhand;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.record.byhand.EntryView.Choice;
import org.trousse.record.entry.Entered;
import org.trousse.record.entry.Typed;
import org.trousse.record.entry.Typed.AskBack;
import org.trousse.record.entry.Typed.NotUnderstood;
import org.trousse.record.entry.Typed.Understood;
import org.trousse.record.page.Words;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Meal;

/// What was sent by the form of a reading, understood or asked back. Pure.
public final class EntryForm {
  private static final Duration OLDEST = Duration.ofDays(366);
  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final List<Meal> MEALS =
      List.of(Meal.FASTING, Meal.PREPRANDIAL, Meal.POSTPRANDIAL, Meal.BEDTIME);

  private EntryForm() {}

  /// The fields as they came.
  ///
  /// @param sure whether what was asked back was chosen
  public record Sent(
      String kind, String typed, String at, String meal, boolean device, boolean sure, String key) {
    /// The fields of the form.
    ///
    /// @param field the value of a field, or an empty text
    public static Sent of(UnaryOperator<String> field) {
      return new Sent(
          field.apply("mesure"),
          field.apply("valeur"),
          field.apply("quand"),
          field.apply("moment"),
          field.apply("appareil").equals("oui"),
          field.apply("sur").equals("oui"),
          field.apply("cle"));
    }

    /// Whether it came from a form of ours, which gives each reading a key.
    public boolean hasKey() {
      try {
        return key.equals(UUID.fromString(key).toString());
      } catch (IllegalArgumentException no) {
        return false;
      }
    }

    /// Never what was typed.
    @Override
    public String toString() {
      return "Sent(" + kind + ")";
    }
  }

  /// What it says.
  public sealed interface Read {}

  /// A reading.
  ///
  /// @param meal null: not said, or not of a blood glucose
  public record Ready(Entered entered, Instant at, @Nullable Meal meal) implements Read {}

  /// Something to mend or to choose.
  ///
  /// @param asks what it may mean; empty: it means nothing
  public record Again(String why, List<String> asks) implements Read {
    public Again {
      asks = List.copyOf(asks);
    }
  }

  /// Understands what was sent, or says what to mend.
  ///
  /// @param writable of which measures a reading may be written
  public static Read read(Sent sent, Set<Measure> writable, Words words, Instant now, ZoneId zone) {
    Optional<HandKind> kind =
        typed(writable).filter(one -> one.word().equals(sent.kind())).findFirst();
    if (kind.isEmpty()) {
      return new Again(words.text("entry.kind.wrong"), List.of());
    }
    Instant at = at(sent.at(), now, zone);
    if (at == null) {
      return new Again(words.text("entry.when.wrong"), List.of());
    }
    Measure measure = kind.get().measure();
    Meal meal = measure == Measure.BLOOD_GLUCOSE ? Meal.of(sent.meal()).orElse(null) : null;
    return switch (Typed.read(measure, sent.typed())) {
      case NotUnderstood(Typed.Why why) ->
          new Again(words.text("entry.why." + why.word()), List.of());
      case AskBack(List<Entered> suggestions) ->
          suggestions.stream()
              .filter(one -> sent.sure() && one.text(words.locale()).equals(sent.typed()))
              .findFirst()
              .<Read>map(one -> new Ready(one, at, meal))
              .orElseGet(() ->
                  new Again(
                      words.text("entry.ask.which", sent.typed()),
                      suggestions.stream().map(one -> one.text(words.locale())).toList()));
      case Understood(Entered entered) -> new Ready(entered, at, meal);
    };
  }

  private static Stream<HandKind> typed(Set<Measure> writable) {
    return Stream.of(HandKind.values()).filter(kind -> writable.contains(kind.measure()));
  }

  /// The kinds to choose from.
  public static List<Choice> kinds(Set<Measure> writable, Words words) {
    return typed(writable)
        .map(kind -> new Choice(kind.word(), words.text("visit.kind." + kind.word())))
        .toList();
  }

  /// The moments of a blood glucose to choose from.
  public static List<Choice> meals(Words words) {
    return MEALS.stream()
        .map(meal -> new Choice(meal.word(), words.text("entry.meal." + meal.word())))
        .toList();
  }

  /// Null when it is no moment at which anybody measured. Of two hours that a clock shows twice the
  /// first.
  private static @Nullable Instant at(String text, Instant now, ZoneId zone) {
    try {
      Instant at = LocalDateTime.parse(text).atZone(zone).toInstant();
      boolean possible = !at.isAfter(now.plus(AHEAD)) && !at.isBefore(now.minus(OLDEST));
      return possible ? at : null;
    } catch (DateTimeParseException no) {
      return null;
    }
  }
}
