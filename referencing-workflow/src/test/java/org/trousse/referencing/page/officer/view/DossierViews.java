package org.trousse.referencing.page.officer.view;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.RunningClock;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.desk.CriterionLine;
import org.trousse.referencing.desk.CriterionLine.Progress;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.desk.DossierView.ClockView;
import org.trousse.referencing.desk.QueueLine;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.Evidence;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Walk;
import org.trousse.referencing.dossier.move.Move;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.Moves;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.evidence.content.FileKind;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.history.HistoryPage;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.Who.OfficerWho;
import org.trousse.referencing.page.Form;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.text.Text;

/// Synthetic dossiers as officers see them.
public final class DossierViews {
  public static final Specification V1 = SpecificationReader.published().newest();

  private DossierViews() {}

  /// A reviewer's page, in English.
  public static Head head(OfficerWho who, Instant now) {
    return new Head(
        Words.in(Locale.ENGLISH, "officer"),
        "token",
        who,
        new Names(who.account(), Map.of(new UUID(9, 3), "Example Seat")),
        now,
        "",
        Form.none(),
        List.of(),
        "");
  }

  public static OfficerWho who(Actor.Officer officer) {
    return new OfficerWho(
        officer.account(), Officer.Role.valueOf(officer.role().name()), false, officer.interests());
  }

  /// The dossier of a walk as this officer sees it.
  public static DossierView view(Walk walk, Actor by) {
    Evidence evidence = walk.dossier.evidence();
    return new DossierView(
        walk.dossier,
        "Example Vendor SAS",
        "{\"name\": \"Example App\"}",
        Optional.empty(),
        List.of(),
        List.of(),
        V1.criteria().stream().map(one -> line(walk, one, evidence)).toList(),
        clock(walk),
        moves(walk, by),
        walk.history,
        List.of(),
        walk.dossier.state() == State.COMMITTEE ? Walk.BENCH : Bench.NONE);
  }

  /// Every verdict of a criterion, the newest first, as the officers' pages are told them.
  static List<CriterionPage.Earlier> verdicts(Walk walk, String criterion) {
    return walk.history.reversed().stream()
        .filter(event -> event.fact() instanceof Event.Judged)
        .map(event -> ((Event.Judged) event.fact()).verdict())
        .filter(one -> one.criterion().equals(criterion))
        .map(one -> new CriterionPage.Earlier("", one))
        .toList();
  }

  /// A part of the history as the store gives it.
  public static DossierView.Past past(Walk walk, HistoryPage.Ask ask) {
    List<Event> older =
        walk.history.reversed().stream().filter(event -> event.number() < ask.before()).toList();
    List<Event> part = older.stream().limit(ask.size()).toList();
    return new DossierView.Past(
        walk.dossier,
        new HistoryPage(part, part.size() < older.size() ? part.getLast().number() : null));
  }

  private static CriterionLine line(Walk walk, Criterion criterion, @Nullable Evidence evidence) {
    Evidence.Asked asked = evidence == null ? null : evidence.asked().get(criterion.id());
    boolean finding = criterion.id().equals("GOV-03");
    return new CriterionLine(
        criterion,
        asked != null && asked.mandatory(),
        asked == null
            ? Optional.of(new Text("L’application n’en a pas.", "The app has none of it."))
            : Optional.empty(),
        Progress.PROVIDED,
        Optional.ofNullable(walk.dossier.verdicts().get(criterion.id())),
        finding ? Optional.of(Walk.finding(Outcome.FAILED)) : Optional.<Finding>empty(),
        criterion.id().equals("GOV-01") ? List.of(file(walk, "b".repeat(64))) : List.of(),
        Optional.empty());
  }

  public static org.trousse.referencing.evidence.Evidence file(Walk walk, String sha256) {
    return new org.trousse.referencing.evidence.Evidence(
        new UUID(5, 1),
        Walk.ORGANISATION,
        walk.dossier.id(),
        "GOV-01",
        "mandate.pdf",
        2,
        FileKind.PDF,
        48_000,
        sha256,
        Walk.OWNER.account(),
        Walk.START,
        null,
        null);
  }

  private static Optional<ClockView> clock(Walk walk) {
    RunningClock clock = walk.dossier.standing().clock();
    return clock == null
        ? Optional.empty()
        : Optional.of(
            new ClockView(
                clock.turnNow(),
                clock.used(walk.now),
                clock.limit().count(),
                true,
                clock.due().orElse(null),
                clock.overdue(walk.now)));
  }

  private static List<MoveName> moves(Walk walk, Actor by) {
    return Moves.TABLE.stream()
        .filter(move -> move.from() == walk.dossier.state() && move.may(by))
        .filter(move -> move.guard().holds(walk.dossier, move, walk.now))
        .map(Move::name)
        .distinct()
        .toList();
  }

  public static QueueLine queued(Walk walk, @Nullable UUID taken) {
    return new QueueLine(
        walk.dossier.id(),
        Walk.ORGANISATION,
        walk.dossier.identity().reference(),
        "Example App",
        "Example Vendor SAS",
        walk.dossier.state(),
        walk.dossier.standing().since(),
        Optional.ofNullable(walk.dossier.evidence()).map(Evidence::tier),
        clock(walk),
        walk.dossier.proposal() == null
            ? List.of()
            : List.of(new Text("Attend une seconde personne", "Waits for a second person")),
        Optional.ofNullable(taken));
  }

  static CriterionLine line(DossierView view, String criterion) {
    return view.criteria().stream()
        .filter(one -> one.criterion().id().equals(criterion))
        .findFirst()
        .orElseThrow();
  }
}
