package org.trousse.referencing.criterion;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trousse.referencing.text.Text;

/// One published version of the security specification. A dossier names the version that it is
/// judged by; what was published never changes.
///
/// @param version three numbers, e.g. `1.0.0`
/// @param families in the order in which people read them
/// @param criteria in order
/// @param sha256 of the canonical content, lower-case hex
public record Specification(
    String version,
    LocalDate publishedOn,
    List<Family> families,
    List<Criterion> criteria,
    String sha256) {
  /// The versions in the order of their numbers.
  public static final Comparator<Specification> BY_VERSION =
      Comparator.comparing(Specification::numbers, Arrays::compare);

  /// A group of criteria.
  ///
  /// @param id e.g. `GOV`
  public record Family(String id, Text title) {}

  public Specification {
    families = List.copyOf(families);
    criteria = List.copyOf(criteria);
    Set<String> ids = new HashSet<>();
    Set<String> known = new HashSet<>();
    families.forEach(family -> once(known, family.id()));
    for (Criterion criterion : criteria) {
      once(ids, criterion.id());
      if (!known.contains(criterion.family()) || !criterion.id().startsWith(criterion.family())) {
        throw new IllegalArgumentException(criterion.id() + " is in no family of this version");
      }
    }
  }

  private static void once(Set<String> ids, String id) {
    if (!ids.add(id)) {
      throw new IllegalArgumentException(id + " stands twice");
    }
  }

  public Optional<Criterion> find(String id) {
    return criteria.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /// The criteria of one family, in order.
  public List<Criterion> of(Family family) {
    return criteria.stream().filter(one -> one.family().equals(family.id())).toList();
  }

  private int[] numbers() {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
