package org.trousse.record.mine.device;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trousse.record.mine.device.DevicesRoutes.OwnDevices.Device;
import org.trousse.record.page.Words;

/// What the page of devices shows. Pure.
///
/// @param whose the patient's name; empty: not known
/// @param done what was just done; empty: nothing
public record DevicesView(
    Words words,
    String whose,
    String back,
    String applications,
    String action,
    String csrf,
    String done,
    List<Line> devices) {
  /// From then on a clock is said to be wrong.
  private static final Duration CLOCK = Duration.ofMinutes(1);

  private static final int BATTERY_LOW = 20;

  /// A device.
  ///
  /// @param facts sentences
  /// @param doubts what to look after
  /// @param aside what of it is in no record and why, a sentence for each reason
  public record Line(
      String key, String name, List<String> facts, List<String> doubts, List<String> aside) {}

  /// Reasons that people need not tell apart.
  enum Aside {
    OWNER,
    CONFLICT,
    TIME,
    SESSION,
    CONTROL,
    VALUE,
    UNIT,
    REFUSED,
    UNREADABLE;

    static Aside of(String reason) {
      if (reason.startsWith("implausible:")) {
        return VALUE;
      }
      return switch (reason) {
        case "owner-unknown", "owner-ambiguous" -> OWNER;
        case "conflict" -> CONFLICT;
        case "time-in-future", "time-invalid", "time-unknown", "missing-time" -> TIME;
        case "session-unknown" -> SESSION;
        case "control-solution" -> CONTROL;
        case "missing-value" -> VALUE;
        case "unit", "unit-suspect", "unit-unknown" -> UNIT;
        case "refused", "measure-not-registered", "measurement-unknown" -> REFUSED;
        default -> UNREADABLE;
      };
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One device in words.
  static Line line(Device device, DeviceUse use, Words words, Instant now, ZoneId zone) {
    String name = use.label().isEmpty() ? device.id().name() : words.source(use.label());
    return new Line(
        Long.toString(device.id().key()),
        name,
        facts(device, use, words, now, zone),
        doubts(device, use, words),
        aside(device, words));
  }

  private static List<String> facts(
      Device device, DeviceUse use, Words words, Instant now, ZoneId zone) {
    List<String> facts = new ArrayList<>();
    List<String> kinds =
        device.measures().stream()
            .sorted()
            .map(one -> words.text("care.kind." + one.word()))
            .distinct()
            .toList();
    if (!kinds.isEmpty()) {
      facts.add(words.text("device.measures", String.join(", ", kinds)));
    }
    String app = device.app();
    facts.add(app == null ? words.text("device.app.none") : words.text("device.app", app));
    LocalDate since = LocalDate.ofInstant(device.since(), zone);
    facts.add(words.text("device.since", words.day(since), since.getYear()));
    Instant heard = later(use.last(), device.stateAt());
    if (heard != null) {
      facts.add(words.text("device.heard", words.ago(heard, now)));
    }
    if (use.last() != null) {
      String recent = NumberFormat.getIntegerInstance(words.locale()).format(use.recent());
      facts.add(words.counted("device.recent", use.recent(), recent));
    }
    Integer battery = device.battery();
    Instant said = device.stateAt();
    if (battery != null && said != null) {
      facts.add(words.text("device.battery", battery, words.ago(said, now)));
    }
    Duration ahead = device.ahead();
    if (ahead != null && ahead.abs().compareTo(CLOCK) < 0) {
      facts.add(words.text("device.clock.right"));
    }
    return List.copyOf(facts);
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  private static List<String> doubts(Device device, DeviceUse use, Words words) {
    List<String> doubts = new ArrayList<>();
    Duration ahead = device.ahead();
    if (ahead != null && ahead.abs().compareTo(CLOCK) >= 0) {
      doubts.add(
          words.text(
              ahead.isNegative() ? "device.clock.behind" : "device.clock.ahead",
              duration(ahead.abs(), words)));
    }
    Integer battery = device.battery();
    if (battery != null && battery <= BATTERY_LOW) {
      doubts.add(words.text("device.battery.low"));
    }
    if (use.last() == null) {
      doubts.add(words.text("device.silent"));
    }
    return List.copyOf(doubts);
  }

  private static String duration(Duration ahead, Words words) {
    long minutes = Math.max(1, Math.round(ahead.toSeconds() / 60.0));
    return minutes < 60
        ? words.counted("device.minutes", minutes)
        : words.text("device.hours", minutes / 60, minutes % 60);
  }

  private static List<String> aside(Device device, Words words) {
    Map<Aside, Integer> counts = new EnumMap<>(Aside.class);
    device.keptAside().forEach((reason, n) -> counts.merge(Aside.of(reason), n, Integer::sum));
    List<String> aside = new ArrayList<>();
    counts.forEach((kind, n) ->
        aside.add(words.counted("device.aside", n, n, words.text("device.aside." + kind.word()))));
    return List.copyOf(aside);
  }
}
