package org.trousse.catalogue.claim;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trousse.catalogue.claim.Backing.Word;
import org.trousse.catalogue.listing.Direction;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Verdict;
import org.trousse.catalogue.listing.Verdict.Decider;
import org.trousse.catalogue.listing.Want;

/// Which word each claim deserves today. A verdict that expired, a reserve and a look that failed
/// back nothing; one failed look takes the others' word away too.
public final class ClaimRules {
  private ClaimRules() {}

  /// What stands behind a claim, observation apart.
  public static Backing backing(Listing listing, Claim claim, LocalDate today) {
    List<Verdict> about =
        listing.verdicts().stream()
            .filter(verdict -> claim.criteria().contains(verdict.criterion()))
            .toList();
    List<Verdict> holding = about.stream().filter(verdict -> verdict.holds(today)).toList();
    if (holding.isEmpty() || about.stream().anyMatch(verdict -> verdict.word().failed())) {
      return Backing.DECLARED;
    }
    boolean person = holding.stream().anyMatch(verdict -> verdict.decider() == Decider.PERSON);
    List<Verdict> counting =
        holding.stream().filter(verdict -> !person || verdict.decider() == Decider.PERSON).toList();
    return new Backing(
        person ? Word.VERIFIED : Word.TESTED,
        counting.stream().map(Verdict::criterion).sorted().toList(),
        counting.stream()
            .map(Verdict::decidedOn)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null));
  }

  /// One kind of data of the table.
  ///
  /// @param read null: it is not asked for, and was not seen
  public record Row(String kind, @Nullable Cell read, @Nullable Cell add) {}

  /// One direction of a kind.
  ///
  /// @param want what the editor declared; null: seen but never declared
  /// @param before the word without observation
  /// @param seen whether it happened in the last days; null: nobody can say now
  public record Cell(@Nullable Want want, Backing before, @Nullable Boolean seen) {
    /// The strongest word.
    public Word word() {
      return Boolean.TRUE.equals(seen) ? Word.OBSERVED : before.word();
    }
  }

  /// The data table: what is declared, in the editor's order, then what was seen besides.
  ///
  /// @param observed empty: nobody can say now
  public static List<Row> rows(Listing listing, Optional<Observed> observed, LocalDate today) {
    Backing backing = backing(listing, Claim.DATA, today);
    List<String> kinds = new ArrayList<>();
    listing.facts().wants().stream().map(Want::kind).distinct().forEach(kinds::add);
    observed.map(Observed::permissions).map(TreeSet::new).orElseGet(TreeSet::new).stream()
        .filter(permission -> permission.indexOf('.') > 0)
        .map(permission -> permission.substring(0, permission.indexOf('.')))
        .filter(kind -> !kinds.contains(kind))
        .distinct()
        .forEach(kinds::add);
    return kinds.stream()
        .map(kind ->
            new Row(
                kind,
                cell(listing, kind, Direction.READ, backing, observed),
                cell(listing, kind, Direction.ADD, backing, observed)))
        .toList();
  }

  private static @Nullable Cell cell(
      Listing listing,
      String kind,
      Direction direction,
      Backing backing,
      Optional<Observed> observed) {
    String permission = kind + "." + direction.word();
    Boolean seen = observed.map(found -> found.permissions().contains(permission)).orElse(null);
    Optional<Want> want =
        listing.facts().wants().stream()
            .filter(one -> one.permission().equals(permission))
            .findFirst();
    if (want.isEmpty()) {
      return Boolean.TRUE.equals(seen) ? new Cell(null, Backing.DECLARED, true) : null;
    }
    return new Cell(want.get(), backing, seen);
  }
}
