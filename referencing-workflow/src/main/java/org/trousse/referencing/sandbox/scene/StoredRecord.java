package org.trousse.referencing.sandbox.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// What the invented record holds: five measurements of each kind.
public final class StoredRecord {
  public static final String PATIENT = "sandbox-patient";
  private static final int OF_EACH = 5;

  private StoredRecord() {}

  /// A measurement of the record.
  ///
  /// @param second the lower one of a blood pressure; empty for everything else
  public record Stored(
      String id, Kind kind, String loinc, String time, String value, String second, String unit) {}

  /// Those of the kinds whose reading is allowed.
  public static List<Stored> readable(Set<String> permissions) {
    List<Stored> found = new ArrayList<>();
    Arrays.stream(Kind.values())
        .filter(kind -> kind != Kind.IDENTITY && permissions.contains(kind.read()))
        .forEach(kind -> {
          for (int i = 1; i <= OF_EACH; i++) {
            found.add(stored(kind, i));
          }
        });
    return found;
  }

  private static Stored stored(Kind kind, int i) {
    String id = kind.word() + "-" + i;
    String time = "2026-02-0" + i + "T08:00:00+01:00";
    return switch (kind) {
      case GLUCOSE -> new Stored(id, kind, "2345-7", time, "9" + i, "", "mg/dL");
      case BLOOD_PRESSURE -> new Stored(id, kind, "85354-9", time, "12" + i, "8" + i, "mm[Hg]");
      case BODY_WEIGHT -> new Stored(id, kind, "29463-7", time, "70." + i, "", "kg");
      case BODY_TEMPERATURE -> new Stored(id, kind, "8310-5", time, "36." + i, "", "Cel");
      case IDENTITY -> throw new IllegalArgumentException("nobody measures an identity");
    };
  }
}
