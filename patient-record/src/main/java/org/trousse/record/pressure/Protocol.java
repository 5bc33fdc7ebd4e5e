package org.trousse.record.pressure;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a series of home readings was asked for, what of it is left out and how much is needed. It
/// is stored with the series: the same readings give another verdict by another protocol.
///
/// @param days that are asked for
/// @param daysMin days with a morning or evening reading below which there is no verdict
/// @param morning readings that are asked for each morning
/// @param evening readings that are asked for each evening
/// @param discardedDays the first measured days, which do not count
/// @param discardsFirst whether the first reading of each session does not count
/// @param needed counted readings below which there is no verdict
/// @param elevatedFrom at or above either: elevated; compared unrounded
/// @param normalBelow below both: normal, and borderline in between; null where a protocol knows no
///   borderline
public record Protocol(
    String id,
    int days,
    int daysMin,
    int morning,
    int evening,
    int discardedDays,
    boolean discardsFirst,
    int needed,
    Pair elevatedFrom,
    @Nullable Pair normalBelow) {
  private static final Pair AT_HOME = new Pair(135, 85);

  /// European Society of Hypertension, 2010 and 2021: 7 days (3 at least), 2 + 2, day 1 discarded.
  public static final Protocol ESH =
      new Protocol("esh", 7, 3, 2, 2, 1, false, 12, AT_HOME, new Pair(130, 80));

  /// France's "règle des 3", until 2024: 3 + 3 on 3 days, the mean of all 18.
  public static final Protocol FRANCE_3 =
      new Protocol("france-3", 3, 3, 3, 3, 0, false, 18, AT_HOME, null);

  /// France since the ESC's guideline of 2024: 2 + 2 on 3 days at least, 7 at best, the mean of
  /// all.
  public static final Protocol FRANCE_2_2_3 =
      new Protocol("france-2-2-3", 7, 3, 2, 2, 0, false, 12, AT_HOME, null);

  /// United States (JABFM): 3 + 3 on 5 days; two days and the first of each triplet discarded.
  public static final Protocol US = new Protocol("us", 5, 5, 3, 3, 2, true, 12, AT_HOME, null);

  public static final List<Protocol> ALL = List.of(FRANCE_2_2_3, FRANCE_3, ESH, US);

  public static Optional<Protocol> of(String id) {
    return ALL.stream().filter(protocol -> protocol.id.equals(id)).findFirst();
  }
}
