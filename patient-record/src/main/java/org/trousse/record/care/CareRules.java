package org.trousse.record.care;

import java.util.Optional;
import java.util.Set;
import org.trousse.record.professional.Professional;

/// The one place that decides what a professional may do in a record. Row-level security repeats it
/// (V6), for the day when something forgets to ask here.
public final class CareRules {
  private CareRules() {}

  /// What is open to a professional.
  public record Rights(Set<CareKind> reads, Set<CareKind> writes, Mode mode) {
    public Rights {
      reads = Set.copyOf(reads);
      writes = Set.copyOf(writes);
    }
  }

  /// Empty: to them there is no such patient, whatever the reason is.
  public static Optional<Rights> decide(
      Professional professional, CareFacts facts, RoleMatrix matrix) {
    if (!facts.known() || facts.space() != CareFacts.Space.OPEN || facts.blocked()) {
      return Optional.empty();
    }
    RoleMatrix.Row row = matrix.row(professional.profession());
    if (facts.related()) {
      return opened(row.reads(), row.writes(), Mode.NORMAL);
    }
    boolean glassBroken = facts.emergency() != null && !facts.emergencyRefused();
    return glassBroken ? opened(row.emergency(), Set.of(), Mode.EMERGENCY) : Optional.empty();
  }

  /// Whether a professional may break glass now. Who is in the care team need not.
  public static boolean mayBreakGlass(
      Professional professional, CareFacts facts, RoleMatrix matrix) {
    return facts.known()
        && facts.space() == CareFacts.Space.OPEN
        && !facts.blocked()
        && !facts.emergencyRefused()
        && matrix.row(professional.profession()).emergency().contains(CareKind.IDENTITY);
  }

  private static Optional<Rights> opened(Set<CareKind> reads, Set<CareKind> writes, Mode mode) {
    return reads.contains(CareKind.IDENTITY)
        ? Optional.of(new Rights(reads, writes, mode))
        : Optional.empty();
  }
}
