package org.trousse.referencing.revision;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Decider;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Evidence.Asked;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.evidence.Evidence;
import org.trousse.referencing.evidence.Snapshot;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.ManifestDifference;
import org.trousse.referencing.manifest.RiskTierRules;
import org.trousse.referencing.manifest.SpecificationRules;
import org.trousse.referencing.manifest.SpecificationRules.Applicability;

/// What follows from what a vendor hands in. Pure.
public final class RevisionRules {
  private RevisionRules() {}

  /// All that a vendor has handed in.
  ///
  /// @param version of the manifest
  /// @param sha256 of the manifest's text
  /// @param files all versions, withdrawn ones too
  /// @param before the manifest that stood until now; null: none did
  public record Handed(
      Specification specification,
      int version,
      Manifest manifest,
      String sha256,
      List<Evidence> files,
      @Nullable Manifest before) {
    public Handed {
      files = List.copyOf(files);
    }
  }

  /// By which version a dossier is judged: a new one and a renewal by the newest, and what was once
  /// handed in by the one that stood then.
  ///
  /// @param own the version that its evidence names; null before the first
  public static String specification(State state, @Nullable String own, String newest) {
    return own == null || state == State.DRAFT || state == State.RENEWAL ? newest : own;
  }

  /// The vendor's act that makes it so.
  public static Act.Revise revise(Handed handed, Dossier dossier) {
    RiskTier tier = RiskTierRules.of(handed.manifest());
    Map<String, Asked> asked = asked(handed, tier);
    Set<String> provided = provided(handed.specification(), handed.files());
    provided.retainAll(asked.keySet());
    org.trousse.referencing.dossier.Evidence evidence =
        new org.trousse.referencing.dossier.Evidence(
            Snapshot.of(handed.sha256(), handed.files()),
            handed.version(),
            handed.specification().version(),
            handed.manifest().track(),
            tier,
            asked,
            provided);
    return new Act.Revise(evidence, retest(handed, dossier, asked.keySet()));
  }

  private static Map<String, Asked> asked(Handed handed, RiskTier tier) {
    Map<String, Asked> all = new TreeMap<>();
    SpecificationRules.of(handed.specification(), handed.manifest(), tier)
        .forEach((id, applicability) -> {
          if (applicability instanceof Applicability.Applies(var mandatory)) {
            Criterion criterion = handed.specification().find(id).orElseThrow();
            boolean machine = criterion.decider() == Decider.MACHINE;
            all.put(id, new Asked(mandatory, machine, criterion.validity()));
          }
        });
    return all;
  }

  /// Where a file stands, or none is asked because the machine sees for itself.
  private static Set<String> provided(Specification specification, Collection<Evidence> files) {
    Set<String> all = new TreeSet<>();
    Snapshot.current(files).forEach(file -> all.add(file.criterion()));
    specification.criteria().stream()
        .filter(RevisionRules::asksForNothing)
        .forEach(criterion -> all.add(criterion.id()));
    return all;
  }

  /// Whether there is nothing to hand in for a criterion.
  public static boolean asksForNothing(Criterion criterion) {
    return criterion.evidence().isEmpty() && criterion.decider() != Decider.HUMAN;
  }

  /// What was judged on something else than what stands now.
  private static Set<String> retest(Handed handed, Dossier dossier, Set<String> asked) {
    Set<String> all = new HashSet<>();
    Manifest before = handed.before();
    if (before != null) {
      all.addAll(
          ManifestDifference.between(handed.specification(), before, handed.manifest()).criteria());
    }
    for (Evidence file : handed.files()) {
      Verdict verdict = dossier.verdicts().get(file.criterion());
      if (verdict != null && since(file, verdict.at())) {
        all.add(file.criterion());
      }
    }
    all.retainAll(dossier.verdicts().keySet());
    all.retainAll(asked);
    return all;
  }

  private static boolean since(Evidence file, Instant judged) {
    Instant withdrawn = file.withdrawnAt();
    return file.addedAt().isAfter(judged) || (withdrawn != null && withdrawn.isAfter(judged));
  }
}
