package org.trousse.referencing.page.officer.view;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.trousse.referencing.calendar.WorkingDays;
import org.trousse.referencing.check.CheckRun;
import org.trousse.referencing.complaint.Complaint;
import org.trousse.referencing.complaint.Complaint.Waiting;
import org.trousse.referencing.desk.CriterionLine;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.desk.QueueLine;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.clock.ClockRules;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.page.Words;

/// What patients use now, and what is the matter with it.
///
/// @param before the page before; empty: this is the first
/// @param after the next one; empty: this is the last
public record WatchPage(
    Head head,
    String action,
    List<Report> reports,
    List<Row> rows,
    int all,
    String before,
    String after) {
  /// So many apps stand on a page: each is read whole.
  public static final int PAGE = 10;

  private static final int SEEN_CHARS = 160;

  /// What somebody reported.
  ///
  /// @param address of the app's dossier; empty: there is none
  /// @param app empty: it is about the site
  /// @param contact where to answer; empty: nowhere
  public record Report(
      String id,
      String address,
      String app,
      String about,
      String words,
      String contact,
      String at) {}

  /// One app.
  ///
  /// @param matters what is the matter; empty: nothing
  public record Row(
      String address,
      String app,
      String reference,
      String organisation,
      String state,
      String looked,
      String attested,
      boolean attestationLate,
      String complaints,
      List<Matter> matters) {}

  /// One thing that is the matter with a criterion.
  public record Matter(String address, String id, String what) {}

  /// The live and the suspended ones, those in trouble first.
  public static List<QueueLine> watched(List<QueueLine> register) {
    return register.stream()
        .filter(line -> line.state().live() || line.state() == State.SUSPENDED)
        .sorted(
            Comparator.comparingInt((QueueLine line) -> trouble(line.state()))
                .thenComparing(QueueLine::since)
                .thenComparing(QueueLine::reference))
        .toList();
  }

  private static int trouble(State state) {
    return switch (state) {
      case SUSPENDED -> 0;
      case UNDER_WATCH -> 1;
      case RENEWAL -> 2;
      case LISTED_PROVISIONAL -> 3;
      default -> 4;
    };
  }

  /// One page of it.
  ///
  /// @param complaints how many each app has, by its client id
  public static WatchPage of(
      Head head,
      List<Waiting> reports,
      List<DossierView> views,
      Map<String, Integer> complaints,
      int page,
      int all) {
    String here = OfficerSpots.WATCH.address(head.words());
    return new WatchPage(
        head,
        here,
        reports.stream().map(one -> report(head.words(), one)).toList(),
        views.stream().map(view -> row(head, view, complaints)).toList(),
        all,
        page > 1 ? here + "?page=" + (page - 1) : "",
        page * PAGE < all ? here + "?page=" + (page + 1) : "");
  }

  private static Report report(Words words, Waiting one) {
    Complaint complaint = one.complaint();
    return new Report(
        complaint.id().toString(),
        one.dossier().map(id -> OfficerSpots.DOSSIER.address(words, id)).orElse(""),
        one.app().orElse(""),
        words.text("report." + complaint.about()),
        complaint.words(),
        Objects.requireNonNullElse(complaint.contact(), ""),
        words.moment(complaint.at()));
  }

  private static Row row(Head head, DossierView view, Map<String, Integer> complaints) {
    Words words = head.words();
    int many = complaints.getOrDefault(view.dossier().identity().software(), 0);
    Optional<Instant> attest = attestation(view);
    return new Row(
        OfficerSpots.DOSSIER.address(words, view.dossier().id()),
        DossierPage.app(view),
        view.dossier().identity().reference(),
        view.organisationName(),
        words.state(view.dossier().state(), ""),
        looked(words, view),
        attest.map(at -> words.text("watch.attest", words.day(at))).orElse(""),
        attest.filter(at -> head.now().isAfter(at)).isPresent(),
        words.count("watch.complaints", many),
        view.criteria().stream().flatMap(line -> matters(head, view, line)).toList());
  }

  /// Until when the vendor must say again that all still holds.
  private static Optional<Instant> attestation(DossierView view) {
    return Optional.ofNullable(view.dossier().standing().attestedAt())
        .map(at ->
            at.atOffset(ZoneOffset.UTC).plusMonths(ClockRules.ATTESTATION_MONTHS).toInstant());
  }

  private static String looked(Words words, DossierView view) {
    return view.runs().stream()
        .filter(run -> run.ended() != null && !run.lost())
        .max(Comparator.comparing(CheckRun::started))
        .map(run ->
            words.text(
                "watch.looked", words.moment(run.started()), words.text("run." + run.trigger())))
        .orElse(words.text("watch.unlooked"));
  }

  private static Stream<Matter> matters(Head head, DossierView view, CriterionLine line) {
    if (line.notApplicable().isPresent()) {
      return Stream.empty();
    }
    String address =
        OfficerSpots.CRITERION.address(head.words(), view.dossier().id(), line.criterion().id());
    return Stream.concat(
            line.finding().stream()
                .filter(finding -> finding.outcome() == Outcome.FAILED)
                .map(finding -> drift(head.words(), finding)),
            line.verdict().stream().flatMap(verdict -> matters(head, verdict)))
        .map(what -> new Matter(address, line.criterion().id(), what));
  }

  private static String drift(Words words, Finding finding) {
    String saw = finding.saw().isEmpty() ? "" : words.of(finding.saw().getFirst());
    String cut = saw.length() <= SEEN_CHARS ? saw : saw.substring(0, SEEN_CHARS) + "…";
    return words.text("watch.drift", words.day(finding.at()), cut);
  }

  private static Stream<String> matters(Head head, Verdict verdict) {
    Words words = head.words();
    LocalDate today = WorkingDays.day(head.now());
    LocalDate due = verdict.due();
    Stream<String> overdue =
        due != null && verdict.overdue(today)
            ? Stream.of(words.text("watch.overdue", words.day(due)))
            : Stream.of();
    Stream<String> expired =
        verdict.word() == VerdictWord.EXPIRED || verdict.outlived(today)
            ? Stream.of(words.text("watch.expired"))
            : Stream.of();
    Stream<String> major =
        verdict.word() == VerdictWord.NOT_CONFORM_MAJOR && !verdict.machine()
            ? Stream.of(words.text("watch.major"))
            : Stream.of();
    return Stream.of(overdue, expired, major).flatMap(one -> one);
  }
}
