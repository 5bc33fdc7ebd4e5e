package org.trousse.record.care.emergency;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Whose record, and why.
///
/// @param family exactly as on an identity document; letter case does not matter
public record EmergencyRequest(String family, LocalDate birthDate, String reason) {
  /// For so long glass stays broken.
  public static final Duration LIFE = Duration.ofHours(4);

  public static final int REASON_CHARACTERS_MIN = 20;
  public static final int REASON_CHARACTERS_MAX = 500;
  static final int FAMILY_CHARACTERS_MAX = 100;

  /// Which field is wrong, and how: a form's own words.
  public enum Fault {
    FAMILY,
    BIRTH_DATE,
    REASON_SHORT,
    REASON_LONG
  }

  /// What became of a form: the request, or all of its faults.
  public sealed interface Understood {
    record Asked(EmergencyRequest request) implements Understood {}

    record Wrong(List<Fault> faults) implements Understood {
      public Wrong {
        faults = List.copyOf(faults);
      }
    }
  }

  /// Reads a form.
  ///
  /// @param birthDate as a date field sends it: ISO 8601
  public static Understood understand(String family, String birthDate, String reason) {
    List<Fault> faults = new ArrayList<>();
    String name = family.strip();
    if (name.isEmpty() || name.length() > FAMILY_CHARACTERS_MAX) {
      faults.add(Fault.FAMILY);
    }
    LocalDate born = LocalDate.EPOCH;
    try {
      born = LocalDate.parse(birthDate.strip());
    } catch (DateTimeException nonsense) {
      faults.add(Fault.BIRTH_DATE);
    }
    String why = reason.strip().replaceAll("\\s+", " ");
    int characters = why.codePointCount(0, why.length());
    if (characters < REASON_CHARACTERS_MIN) {
      faults.add(Fault.REASON_SHORT);
    } else if (characters > REASON_CHARACTERS_MAX) {
      faults.add(Fault.REASON_LONG);
    }
    return faults.isEmpty()
        ? new Understood.Asked(new EmergencyRequest(name, born, why))
        : new Understood.Wrong(faults);
  }

  /// Never whose, never why.
  @Override
  public String toString() {
    return "EmergencyRequest(…)";
  }
}
