package org.trousse.examples.dossier;

import static org.trousse.examples.dossier.DossierWalk.got;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.trousse.sdk.referencing.CriterionLine;
import org.trousse.sdk.referencing.DossierClient.Decision;
import org.trousse.sdk.referencing.DossierView;
import org.trousse.sdk.referencing.OfficerClient;
import org.trousse.sdk.referencing.OfficerClient.NewVerdict;
import org.trousse.sdk.referencing.Words;

/// What two officers do, played. Real ones read the files before they judge.
final class OfficerSteps {
  private static final Duration RUN_PATIENCE = Duration.ofSeconds(90);

  private final DemoDesk desk;
  private final OfficerClient reviewer;
  private final PrintStream out;

  OfficerSteps(DemoDesk desk, PrintStream out) {
    this.desk = desk;
    this.reviewer = desk.reviewer();
    this.out = out;
  }

  /// From admissibility to the favourable opinion of two.
  void decide(String dossier) {
    got("take the dossier", reviewer.take(dossier, true));
    move(dossier, "ADMIT", "FILE_COMPLETE", List.of());
    out.println("Officer: took the dossier and admitted it; the platform checks the app itself");
    DossierView checked =
        got(
            "wait for the checks",
            reviewer
                .dossiers()
                .await(dossier, Set.of("EXPERT_REVIEW", "REMEDIATION"), RUN_PATIENCE));
    if (!checked.state().equals("EXPERT_REVIEW")) {
      throw new IllegalStateException("checks fail: " + failing(checked));
    }
    List<CriterionLine> open =
        checked.criteria().stream().filter(OfficerSteps::waitsForAPerson).toList();
    open.forEach(line -> judge(checked, line));
    List<String> judged = open.stream().map(CriterionLine::id).toList();
    out.println("Officer: judged " + judged.size() + " criteria, each with its reason");

    move(dossier, "REPORT", "CONFORM", judged);
    out.println("Officer: reported to the committee");
    second(dossier, judged);
  }

  /// What no machine decided: people's own criteria, and those at which it could not look.
  private static boolean waitsForAPerson(CriterionLine line) {
    CriterionLine.Verdict verdict = line.verdict();
    return line.notApplicable() == null
        && (verdict == null || verdict.word().equals("NOT_VERIFIED"))
        && (line.mandatory() || line.files() > 0);
  }

  private static List<String> failing(DossierView view) {
    return view.criteria().stream()
        .filter(line -> line.finding() != null && line.finding().failed())
        .map(CriterionLine::id)
        .toList();
  }

  private void judge(DossierView seen, CriterionLine line) {
    CriterionLine.Verdict verdict = line.verdict();
    got(
        "judge " + line.id(),
        reviewer.judge(
            seen.id(),
            new NewVerdict(
                line.id(),
                "CONFORM",
                reason(line),
                null,
                verdict == null ? 0 : verdict.version(),
                seen.snapshot())));
  }

  private static Words reason(CriterionLine line) {
    return line.files() > 0
        ? new Words(
            "Exemple : la pièce déposée répond au critère.",
            "Example: the file handed in fulfils the criterion.")
        : new Words(
            "Exemple : la machine n’a pas pu regarder d’ici ; vérifié à la main.",
            "Example: the machine could not look from here; verified by hand.");
  }

  /// Four eyes: one proposes and says who sat, another of them confirms.
  private void second(String dossier, List<String> judged) {
    OfficerClient one = desk.voters().get(0);
    OfficerClient other = desk.voters().get(1);
    DossierView seen = got("read the dossier", one.dossiers().view(dossier));
    Decision opinion = new Decision("OPINE_FAVOURABLE", "CONFORM", judged, seen.snapshot(), null);
    List<DossierView.Seat> sat = seen.committee().stream().filter(seat -> !seat.recused()).toList();
    List<String> present = sat.stream().map(DossierView.Seat::account).toList();
    Long proposal = got("propose", one.opine(dossier, opinion, present)).proposal();
    if (proposal == null) {
      throw new IllegalStateException("the opinion needs a second person, and asked for none");
    }
    out.println(
        "Officer: proposed a favourable opinion, number %d; %d members sat, %d of them citizens"
            .formatted(
                proposal, sat.size(), sat.stream().filter(DossierView.Seat::citizen).count()));
    DossierView agreed = got("confirm", other.confirm(dossier, proposal, seen.snapshot()));
    out.println("Second officer: confirmed it; now " + agreed.state());
  }

  private void move(String dossier, String move, String code, List<String> criteria) {
    DossierView seen = got("read the dossier", reviewer.dossiers().view(dossier));
    got(
        move,
        reviewer
            .dossiers()
            .move(dossier, new Decision(move, code, criteria, seen.snapshot(), null)));
  }
}
