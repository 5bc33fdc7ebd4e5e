package org.trousse.record.weight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Exact;
import org.trousse.record.derived.Summary;
import org.trousse.record.weight.Rejected.Why;

/// Which weighings are believed to be this person's: a household shares its scale.
///
/// A reading is accepted within ±10 %, ends included, of the median of the last 7 accepted ones. As
/// long as none is accepted, the median is that of the candidate and up to six readings after it,
/// so that a first reading that is somebody else's does not shut the owner out; where fewer than
/// three readings are left, nothing speaks against the first. Beyond 0.5 to 650 kg nothing is
/// accepted. A confirmed reading is accepted, and what came before it is no longer compared with: a
/// weight that truly changed is then followed.
final class Acceptance {
  private static final double LEAST = 0.5;
  private static final double MOST = 650;
  private static final int MEMORY = 7;
  private static final int ENOUGH_TO_DOUBT = 3;

  private final List<WeightReading> accepted;
  private final List<Rejected> rejected = new ArrayList<>();
  private final double[] memory = new double[MEMORY];
  private int remembered;
  private int duplicates;

  private Acceptance(int readings) {
    accepted = new ArrayList<>(readings);
  }

  static Acceptance of(List<WeightReading> readings) {
    List<WeightReading> inTime = new ArrayList<>(readings);
    inTime.sort(WeightReading.IN_TIME);
    Acceptance acceptance = new Acceptance(inTime.size());
    List<WeightReading> possible = acceptance.possible(inTime);
    for (int place = 0; place < possible.size(); place++) {
      acceptance.judge(possible, place);
    }
    acceptance.rejected.sort(
        (one, other) -> WeightReading.IN_TIME.compare(one.reading(), other.reading()));
    return acceptance;
  }

  /// In order of time.
  List<WeightReading> accepted() {
    return accepted;
  }

  /// In order of time.
  List<Rejected> rejected() {
    return rejected;
  }

  int duplicates() {
    return duplicates;
  }

  private List<WeightReading> possible(List<WeightReading> inTime) {
    List<WeightReading> possible = new ArrayList<>(inTime.size());
    WeightReading before = null;
    for (WeightReading reading : inTime) {
      if (before != null && reading.isAgain(before)) {
        duplicates++;
      } else if (reading.kilograms() >= LEAST && reading.kilograms() <= MOST) {
        possible.add(reading);
      } else {
        rejected.add(new Rejected(reading, Why.IMPOSSIBLE, null));
      }
      before = reading;
    }
    return possible;
  }

  private void judge(List<WeightReading> possible, int place) {
    WeightReading reading = possible.get(place);
    Double median = median(possible, place);
    if (reading.confirmed()) {
      remembered = 0;
    } else if (median != null && isFar(reading.kilograms(), median)) {
      rejected.add(new Rejected(reading, Why.FAR_FROM_MEDIAN, median));
      return;
    }
    accepted.add(reading);
    remember(reading.kilograms());
  }

  private static boolean isFar(double kilograms, double median) {
    long of = Exact.of(median);
    return 10 * Math.abs(Exact.of(kilograms) - of) > of;
  }

  /// Null as long as there is too little to compare with.
  private @Nullable Double median(List<WeightReading> possible, int place) {
    if (remembered > 0) {
      return Summary.median(Arrays.copyOf(memory, remembered));
    }
    if (possible.size() - place < ENOUGH_TO_DOUBT) {
      return null;
    }
    int end = Math.min(possible.size(), place + MEMORY);
    return Summary.median(
        possible.subList(place, end).stream().mapToDouble(WeightReading::kilograms).toArray());
  }

  private void remember(double kilograms) {
    if (remembered == MEMORY) {
      System.arraycopy(memory, 1, memory, 0, MEMORY - 1);
      remembered--;
    }
    memory[remembered++] = kilograms;
  }
}
