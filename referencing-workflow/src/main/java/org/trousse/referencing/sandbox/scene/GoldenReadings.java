package org.trousse.referencing.sandbox.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The readings that apps are given. Every number is invented, and chosen so that a usual mistake
/// shows: a unit converted by a rounded factor, digits that vanish, an hour that comes twice.
final class GoldenReadings {
  private static final int RESENT = 4;
  private static final int TROUBLED = 5;
  private static final int ROUNDS = 3;

  private GoldenReadings() {}

  /// Units in the device's own spelling of digits.
  static List<GivenReading> units(List<Kind> kinds) {
    return kinds.stream()
        .flatMap(kind ->
            switch (kind) {
              case IDENTITY -> List.<GivenReading>of().stream();
              case GLUCOSE ->
                  List.of(
                      glucose("g1", "5.6", "mmol/L", "2026-03-02T07:30:00+01:00"),
                      glucose("g2", "101", "mg/dL", "2026-03-02T12:10:00+01:00"))
                      .stream();
              case BLOOD_PRESSURE ->
                  List.of(pressure("p1", "134", "85", "2026-03-02T08:00:00+01:00")).stream();
              case BODY_WEIGHT ->
                  List.of(
                      weight("w1", "154.3", "[lb_av]", "2026-03-02T07:00:00+01:00"),
                      weight("w2", "70.000", "kg", "2026-03-03T07:00:00+01:00"))
                      .stream();
              case BODY_TEMPERATURE ->
                  List.of(
                      warmth("t1", "98.6", "[degF]", "2026-03-02T21:00:00+01:00"),
                      warmth("t2", "36.95", "Cel", "2026-03-03T21:00:00+01:00"))
                      .stream();
            })
        .toList();
  }

  /// One good reading of each kind, one that cannot be, one that the device calls wrong, and one
  /// that was made to test the device.
  static List<GivenReading> doubtful(List<Kind> kinds) {
    List<GivenReading> readings = new ArrayList<>();
    for (Kind kind : kinds) {
      String id = kind.word();
      readings.add(usual(id + "-good", kind, "2026-03-04T08:00:00+01:00"));
      readings.add(impossible(id + "-impossible", kind, "2026-03-04T09:00:00+01:00"));
      readings.add(usual(id + "-error", kind, "2026-03-04T10:00:00+01:00").wrong("sensor-error"));
      readings.add(usual(id + "-test", kind, "2026-03-04T11:00:00+01:00").asTest());
    }
    return readings;
  }

  static List<GivenReading> resent(List<Kind> kinds) {
    return several(kinds, RESENT, "r");
  }

  static List<GivenReading> troubled(List<Kind> kinds) {
    return several(kinds, TROUBLED, "a");
  }

  /// The hour that comes twice when summer time ends, the night in which it begins, and a device
  /// whose clock is two hours ahead.
  static List<GivenReading> clocks(List<Kind> kinds) {
    return kinds.stream()
        .limit(1)
        .flatMap(kind ->
            List.of(
                usual("c1", kind, "2026-10-25T02:30:00+02:00"),
                usual("c2", kind, "2026-10-25T02:30:00+01:00"),
                usual("c3", kind, "2026-03-29T03:15:00+02:00"),
                usual("c4", kind, "2026-03-05T14:00:00+01:00")
                    .byClock("2026-03-05T14:10:00+01:00", "2026-03-05T12:10:00+01:00"))
                .stream())
        .toList();
  }

  /// Two devices of the same kind, three rounds.
  static List<GivenReading> byDevices(List<Kind> kinds) {
    List<GivenReading> readings = new ArrayList<>();
    for (int round = 1; round <= ROUNDS && !kinds.isEmpty(); round++) {
      for (int device = 1; device <= 2; device++) {
        String time = "2026-03-0" + (5 + round) + "T0" + device + ":00:00+01:00";
        String id = "d" + device + "-" + round;
        readings.add(usual(id, kinds.getFirst(), time).from("device-" + device, round));
      }
    }
    return readings;
  }

  private static List<GivenReading> several(List<Kind> kinds, int count, String prefix) {
    List<GivenReading> readings = new ArrayList<>();
    for (int i = 1; i <= count && !kinds.isEmpty(); i++) {
      Kind kind = kinds.get(i % kinds.size());
      readings.add(usual(prefix + i, kind, "2026-03-1" + i + "T08:00:00+01:00"));
    }
    return readings;
  }

  private static GivenReading usual(String id, Kind kind, String time) {
    return switch (kind) {
      case GLUCOSE -> glucose(id, "104", "mg/dL", time);
      case BLOOD_PRESSURE -> pressure(id, "128", "82", time);
      case BODY_WEIGHT -> weight(id, "71.2", "kg", time);
      case BODY_TEMPERATURE -> warmth(id, "36.8", "Cel", time);
      case IDENTITY -> throw new IllegalArgumentException("nobody measures an identity");
    };
  }

  private static GivenReading impossible(String id, Kind kind, String time) {
    return switch (kind) {
      case GLUCOSE -> glucose(id, "0", "mg/dL", time);
      case BLOOD_PRESSURE -> pressure(id, "0", "0", time);
      case BODY_WEIGHT -> weight(id, "0", "kg", time);
      case BODY_TEMPERATURE -> warmth(id, "98.6", "Cel", time);
      case IDENTITY -> throw new IllegalArgumentException("nobody measures an identity");
    };
  }

  private static GivenReading glucose(String id, String value, String unit, String time) {
    return GivenReading.of(id, Kind.GLUCOSE, Map.of("value", value), unit, time);
  }

  private static GivenReading pressure(String id, String systolic, String diastolic, String time) {
    return GivenReading.of(
        id,
        Kind.BLOOD_PRESSURE,
        Map.of("systolic", systolic, "diastolic", diastolic),
        "mm[Hg]",
        time);
  }

  private static GivenReading weight(String id, String value, String unit, String time) {
    return GivenReading.of(id, Kind.BODY_WEIGHT, Map.of("value", value), unit, time);
  }

  private static GivenReading warmth(String id, String value, String unit, String time) {
    return GivenReading.of(id, Kind.BODY_TEMPERATURE, Map.of("value", value), unit, time);
  }
}
