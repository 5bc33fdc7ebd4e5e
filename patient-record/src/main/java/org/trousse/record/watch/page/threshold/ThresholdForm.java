package org.trousse.record.watch.page.threshold;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trousse.record.watch.Bounds;
import org.trousse.record.watch.Subject;
import org.trousse.record.watch.Threshold;
import org.trousse.record.watch.Threshold.Author;
import org.trousse.record.watch.Threshold.Change;
import org.trousse.record.watch.Threshold.Lasting;
import org.trousse.record.watch.Threshold.Minutes;
import org.trousse.record.watch.Threshold.OfLast;
import org.trousse.record.watch.Threshold.Rule;
import org.trousse.record.watch.Threshold.Severity;
import org.trousse.record.watch.Threshold.Side;
import org.trousse.record.watch.Threshold.Sustained;
import org.trousse.record.watch.Threshold.Value;
import org.trousse.record.watch.page.Form;
import org.trousse.sdk.measure.Unit;

/// A threshold as somebody wrote it: understood whole, or every fault by the name of its field.
///
/// @param faults names of fields; their texts are `watch.threshold.fault.` and the name
record ThresholdForm(Optional<Threshold> threshold, List<String> faults) {
  /// A threshold is looked at again after a year at most.
  static final int DAYS_MAX = 366;

  private static final Pattern NUMBER = Pattern.compile("[-−+]?\\d{1,5}(?:[.,]\\d{1,3})?");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,5}");

  /// Reads the fields of one form.
  private static final class Reader {
    private final Form form;
    private final List<String> faults = new ArrayList<>();

    Reader(Form form) {
      this.form = form;
    }

    /// Null and no fault for an empty field.
    @Nullable Double number(String name, Subject subject, Unit unit) {
      String text = form.text(name);
      if (text.isEmpty()) {
        return null;
      }
      Double number = signed(text);
      if (number == null || number < least(subject, unit) || number > most(subject, unit)) {
        faults.add(name);
        return null;
      }
      return number;
    }

    static @Nullable Double signed(String text) {
      return NUMBER.matcher(text).matches()
          ? (Double) Double.parseDouble(text.replace(',', '.').replace('−', '-'))
          : null;
    }

    OptionalInt whole(String name) {
      String text = form.text(name);
      return WHOLE.matcher(text).matches()
          ? OptionalInt.of(Integer.parseInt(text))
          : OptionalInt.empty();
    }

    @Nullable Rule fault(String name) {
      faults.add(name);
      return null;
    }
  }

  static ThresholdForm read(Form form, Author author, Instant now, ZoneId zone) {
    Reader reader = new Reader(form);
    Subject subject = Subject.of(form.text("subject")).orElse(null);
    if (subject == null) {
      return new ThresholdForm(Optional.empty(), List.of("subject"));
    }
    boolean molar = subject == Subject.GLUCOSE && form.text("unit").equals("mmol");
    Unit unit = molar ? Unit.MMOL_PER_L : subject.unit();
    Rule rule =
        switch (form.text("kind")) {
          case "value" -> value(reader, subject, unit);
          case "sustained" -> sustained(reader, subject, unit);
          case "change" -> change(reader);
          default -> reader.fault("kind");
        };
    String reason = reason(reader);
    Instant until = until(reader, now, zone);
    if (rule == null || until == null || !reader.faults.isEmpty()) {
      return new ThresholdForm(Optional.empty(), List.copyOf(reader.faults));
    }
    Threshold threshold = new Threshold(id(form), subject, unit, rule, author, reason, now, until);
    return new ThresholdForm(Optional.of(threshold), List.of());
  }

  /// The form's own, so that a form sent twice sets one threshold.
  private static UUID id(Form form) {
    try {
      return UUID.fromString(form.text("id"));
    } catch (IllegalArgumentException none) {
      return UUID.randomUUID();
    }
  }

  private static @Nullable Rule value(Reader reader, Subject subject, Unit unit) {
    Double lowCritical = reader.number("lowCritical", subject, unit);
    Double low = reader.number("low", subject, unit);
    Double high = reader.number("high", subject, unit);
    Double highCritical = reader.number("highCritical", subject, unit);
    if (!reader.faults.isEmpty()) {
      return null;
    }
    try {
      return new Value(new Bounds(lowCritical, low, high, highCritical));
    } catch (IllegalArgumentException notInOrder) {
      return reader.fault("bounds");
    }
  }

  private static @Nullable Rule sustained(Reader reader, Subject subject, Unit unit) {
    Double bound = reader.number("bound", subject, unit);
    if (bound == null) {
      return reader.faults.contains("bound") ? null : reader.fault("bound");
    }
    Side side = reader.form.text("side").equals("below") ? Side.BELOW : Side.ABOVE;
    Lasting lasting = lasting(reader);
    return lasting == null ? null : new Sustained(side, bound, lasting, severity(reader.form));
  }

  private static @Nullable Lasting lasting(Reader reader) {
    OptionalInt minutes = reader.whole("minutes");
    OptionalInt k = reader.whole("k");
    OptionalInt n = reader.whole("n");
    try {
      if (minutes.isPresent()) {
        return new Minutes(minutes.getAsInt());
      }
      if (k.isPresent() && n.isPresent()) {
        return new OfLast(k.getAsInt(), n.getAsInt());
      }
    } catch (IllegalArgumentException beyond) {
      // said below
    }
    reader.faults.add("lasting");
    return null;
  }

  private static @Nullable Rule change(Reader reader) {
    Double delta = Reader.signed(reader.form.text("delta"));
    OptionalInt days = reader.whole("days");
    if (delta == null || delta == 0) {
      return reader.fault("delta");
    }
    if (days.isEmpty() || days.getAsInt() < 1 || days.getAsInt() > Change.DAYS_MAX) {
      return reader.fault("days");
    }
    return new Change(delta, days.getAsInt(), severity(reader.form));
  }

  private static Severity severity(Form form) {
    return form.text("severity").equals("red") ? Severity.RED : Severity.WARN;
  }

  private static String reason(Reader reader) {
    String reason = reader.form.text("reason");
    if (reason.isEmpty() || reason.length() > Threshold.REASON_CHARACTERS_MAX) {
      reader.faults.add("reason");
    }
    return reason;
  }

  /// The end of the day that was chosen; null and a fault for any other.
  static @Nullable Instant until(String text, Instant now, ZoneId zone) {
    try {
      LocalDate day = LocalDate.parse(text);
      LocalDate today = now.atZone(zone).toLocalDate();
      boolean fits = !day.isBefore(today) && !day.isAfter(today.plusDays(DAYS_MAX));
      return fits ? day.plusDays(1).atStartOfDay(zone).toInstant() : null;
    } catch (DateTimeParseException notADay) {
      return null;
    }
  }

  private static @Nullable Instant until(Reader reader, Instant now, ZoneId zone) {
    Instant until = until(reader.form.text("until"), now, zone);
    if (until == null) {
      reader.faults.add("until");
    }
    return until;
  }

  private static double least(Subject subject, Unit unit) {
    return switch (subject) {
      case GLUCOSE -> unit == Unit.MMOL_PER_L ? 1 : 20;
      case SYSTOLIC -> 40;
      case DIASTOLIC -> 20;
      case WEIGHT -> 0.5;
      case TEMPERATURE -> 30;
    };
  }

  private static double most(Subject subject, Unit unit) {
    return switch (subject) {
      case GLUCOSE -> unit == Unit.MMOL_PER_L ? 40 : 720;
      case SYSTOLIC -> 300;
      case DIASTOLIC -> 200;
      case WEIGHT -> 650;
      case TEMPERATURE -> 45;
    };
  }
}
