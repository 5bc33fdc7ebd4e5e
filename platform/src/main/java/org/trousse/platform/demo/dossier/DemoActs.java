package org.trousse.platform.demo.dossier;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.DossierRules;
import org.trousse.referencing.dossier.Evidence.Asked;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.history.DossierLane.Dated;
import org.trousse.referencing.text.Text;

/// Acts of the past, in the order of their times. Days are counted back from now; each act of a day
/// comes a minute after the one before.
final class DemoActs {
  /// What the machine sees of a vendor without a test driver.
  private static final Set<String> SEEN =
      Set.of("GOV-03", "GOV-07", "GOV-08", "COD-01", "COD-06", "LOG-01");

  private static final Set<String> UNSEEN = Set.of("NET-01", "COD-02", "CNS-02");
  private static final Duration MORNING = Duration.ofHours(8);

  private final Dossier dossier;
  private final Instant now;
  private final List<Dated> all = new ArrayList<>();
  private Instant at;

  /// @param dossier with all that was handed in
  DemoActs(Dossier dossier, Instant now) {
    this.dossier = dossier;
    this.now = now;
    this.at = now;
  }

  /// The morning of a day.
  static Instant morning(Instant now, int daysAgo) {
    return now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(daysAgo)).plus(MORNING);
  }

  List<Dated> all() {
    return List.copyOf(all);
  }

  DemoActs day(int daysAgo) {
    at = morning(now, daysAgo);
    return this;
  }

  LocalDate inDays(int days) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(days);
  }

  private DemoActs add(Actor by, Function<Dossier, Act> act) {
    at = at.plus(Duration.ofMinutes(1));
    all.add(new Dated(at, by, act));
    return this;
  }

  DemoActs go(Actor by, MoveName move, ReasonCode code, Text words, String... criteria) {
    return add(
        by,
        then ->
            new Act.Go(
                move,
                new Grounds(code, words, Arrays.asList(criteria), DossierRules.snapshot(then))));
  }

  /// An opinion for which all of the committee sat.
  DemoActs opine(
      Actor by, MoveName move, ReasonCode code, Text words, Bench bench, String... criteria) {
    List<UUID> present = bench.seats().stream().map(Bench.Seat::account).toList();
    return add(
        by,
        then ->
            new Act.Go(
                move,
                new Grounds(code, words, Arrays.asList(criteria), DossierRules.snapshot(then)),
                present,
                bench));
  }

  /// The second person, who sat too, agrees.
  DemoActs confirm(Actor by, Bench bench) {
    return add(
        by,
        then ->
            new Act.Confirm(
                Objects.requireNonNull(then.proposal()).number(),
                DossierRules.snapshot(then),
                bench));
  }

  DemoActs judge(Actor by, String criterion, VerdictWord word, Text why, @Nullable LocalDate due) {
    return add(
        by,
        then -> {
          Verdict stands = then.verdicts().get(criterion);
          return new Act.Judge(
              criterion,
              word,
              why,
              due,
              stands == null ? 0 : stands.version(),
              DossierRules.snapshot(then));
        });
  }

  /// The automatic checks, all of them passed as far as they could look.
  DemoActs find() {
    return find(Set.of());
  }

  /// The same, with some that failed.
  DemoActs find(Set<String> failing) {
    Actor platform = new Actor.Platform();
    Instant seen = at;
    List<Finding> findings =
        asked().stream()
            .filter(id -> seen(id) || unseen(id))
            .map(id -> finding(id, failing.contains(id), seen))
            .toList();
    return add(platform, then -> new Act.Find(findings));
  }

  private static Finding finding(String id, boolean fails, Instant seen) {
    if (fails) {
      return new Finding(
          id,
          Outcome.FAILED,
          seen,
          List.of(),
          List.of(DemoWords.FAILING.getOrDefault(id, DemoWords.DRIFT)),
          List.of(DemoWords.MEND));
    }
    boolean passes = seen(id);
    return new Finding(
        id,
        passes ? Outcome.PASSED : Outcome.NOT_VERIFIED,
        seen,
        List.of(),
        List.of(passes ? DemoWords.PASSED : DemoWords.UNSEEN),
        List.of());
  }

  /// The criteria that this app is asked, in their order.
  List<String> asked() {
    return Objects.requireNonNull(dossier.evidence()).asked().keySet().stream().sorted().toList();
  }

  /// Those of them that officers judge.
  List<String> judged() {
    return asked().stream().filter(id -> !seen(id)).toList();
  }

  /// Those of them that must be judged again each month.
  List<String> monthly() {
    return judged().stream()
        .filter(id -> {
          Asked asked = Objects.requireNonNull(dossier.evidence()).asked().get(id);
          return asked != null && asked.validity() != null && asked.validity().toTotalMonths() <= 1;
        })
        .toList();
  }

  private static boolean seen(String id) {
    return SEEN.contains(id);
  }

  private static boolean unseen(String id) {
    return UNSEEN.contains(id) || id.startsWith("OAU-") || id.startsWith("API-");
  }
}
