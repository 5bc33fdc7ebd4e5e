package org.trousse.referencing.page.officer.view;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.desk.CriterionLine;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.dossier.DossierRules;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.move.Move;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.dossier.quorum.Bench.Seat;
import org.trousse.referencing.dossier.quorum.Quorum;
import org.trousse.referencing.page.Words;

/// The form of one move.
///
/// @param to where it leads
/// @param effect what happens to people and tokens; empty: nothing
/// @param reasons one must be chosen
/// @param first criteria that stand out, so that they come first
/// @param rest the other ones that were asked
/// @param committee who may sit; empty: the move is no opinion
/// @param preview what users will read; empty: they are not told
public record MovePage(
    Head head,
    String back,
    String app,
    String action,
    String title,
    String from,
    String to,
    boolean two,
    boolean cites,
    String effect,
    List<Option> reasons,
    List<Option> first,
    List<Option> rest,
    String snapshot,
    Optional<Committee> committee,
    Optional<Preview> preview) {
  /// The value of the button that decides.
  public static final String DECIDE = "decider";

  /// The value of the button that shows what users will read.
  public static final String SHOW = "voir";

  /// The field of who sat.
  public static final String PRESENT = "presents";

  /// Stands for every criterion that has a verdict.
  public static final String ALL_JUDGED = "tous";

  /// One choice.
  public record Option(String value, String label, String note, boolean chosen) {}

  /// Who may sit, of whom those who sat are ticked.
  ///
  /// @param rule how many must sit
  /// @param away who may not, and why
  public record Committee(String rule, List<Option> seats, List<Away> away) {}

  /// Somebody whom an interest keeps away.
  public record Away(String name, String why) {}

  /// What users will read.
  public record Preview(String french, String english) {}

  /// Empty: this officer has no such move here.
  public static Optional<MovePage> of(Head head, DossierView view, MoveName name) {
    List<Move> rows =
        DossierPage.rows(head, view.dossier(), name).stream()
            .filter(row -> row.guard().holds(view.dossier(), row, head.now()))
            .toList();
    return rows.isEmpty() || !view.moves().contains(name)
        ? Optional.empty()
        : Optional.of(page(head, view, name, rows));
  }

  private static MovePage page(Head head, DossierView view, MoveName name, List<Move> rows) {
    Words words = head.words();
    List<CriterionLine> asked =
        view.criteria().stream().filter(one -> one.notApplicable().isEmpty()).toList();
    return new MovePage(
        head,
        OfficerSpots.DOSSIER.address(words, view.dossier().id()),
        DossierPage.app(view),
        OfficerSpots.MOVE.address(words, view.dossier().id(), DossierPage.slug(name)),
        words.text("do." + name),
        words.state(view.dossier().state(), ""),
        rows.stream()
            .map(row -> words.state(row.to(), ""))
            .distinct()
            .collect(Collectors.joining(" / ")),
        rows.stream().anyMatch(row -> row.people() == 2),
        rows.stream().anyMatch(Move::cites),
        effect(words, rows.getFirst()),
        reasons(rows).map(code -> reason(head, rows, code)).toList(),
        asked.stream().filter(MovePage::standsOut).map(one -> option(head, one)).toList(),
        asked.stream().filter(one -> !standsOut(one)).map(one -> option(head, one)).toList(),
        DossierRules.snapshot(view.dossier()),
        name.opines() ? Optional.of(committee(head, view.bench())) : Optional.empty(),
        preview(head, view, rows.getFirst().to()));
  }

  private static Option reason(Head head, List<Move> rows, ReasonCode code) {
    boolean alone = rows.stream().anyMatch(Move::cites) && code.withoutCriteria();
    return new Option(
        code.name(),
        head.words().of(code.words()),
        alone ? head.text("reason.alone") : "",
        sent(head, "code", code.name()));
  }

  private static Committee committee(Head head, Bench bench) {
    Words words = head.words();
    return new Committee(
        words.text("field.present.what", Quorum.OPINION.present(), Quorum.OPINION.citizens()),
        bench.seats().stream()
            .filter(seat -> !seat.recused())
            .map(seat ->
                new Option(
                    seat.account().toString(),
                    head.names().of(seat.account(), words),
                    role(words, seat),
                    sent(head, PRESENT, seat.account().toString())))
            .toList(),
        bench.seats().stream()
            .filter(Seat::recused)
            .map(seat -> new Away(head.names().of(seat.account(), words), why(words, seat)))
            .toList());
  }

  private static String role(Words words, Seat seat) {
    return words.text("role." + (seat.citizen() ? "CITIZEN" : seat.role().name()));
  }

  private static String why(Words words, Seat seat) {
    return seat.interests().isEmpty()
        ? words.text("recused.vendor", role(words, seat))
        : words.text("recused.interest", role(words, seat), String.join("; ", seat.interests()));
  }

  static Stream<ReasonCode> reasons(List<Move> rows) {
    return rows.stream().flatMap(row -> row.reasons().stream()).distinct().sorted();
  }

  /// Both buttons send the same form.
  private static boolean sent(Head head, String field, String value) {
    return head.kept(DECIDE, field, value) || head.kept(SHOW, field, value);
  }

  /// What a field of the form had.
  public String kept(String field) {
    return head.kept(DECIDE, field) + head.kept(SHOW, field);
  }

  public boolean keptAll() {
    return sent(head, "criteres", ALL_JUDGED);
  }

  private static boolean standsOut(CriterionLine line) {
    return line.verdict()
        .map(Verdict::word)
        .filter(word -> word != VerdictWord.CONFORM && word != VerdictWord.NOT_APPLICABLE)
        .isPresent();
  }

  private static Option option(Head head, CriterionLine line) {
    Words words = head.words();
    Criterion criterion = line.criterion();
    return new Option(
        criterion.id(),
        criterion.id() + " – " + words.of(criterion.title()),
        line.verdict()
            .map(one -> words.text("verdict." + one.word()))
            .orElse(words.text("verdict.none")),
        sent(head, "criteres", criterion.id()));
  }

  private static String effect(Words words, Move move) {
    return switch (move.name()) {
      case SUSPEND -> words.text("effect.SUSPEND");
      case LIFT -> words.text("effect.LIFT");
      case DELIST -> words.text("effect.DELIST");
      case WATCH -> words.text("effect.WATCH");
      default -> "";
    };
  }

  private static Optional<Preview> preview(Head head, DossierView view, State to) {
    State from = view.dossier().state();
    boolean known = from.live() || from == State.SUSPENDED;
    String key;
    if (to == State.SUSPENDED) {
      key = "preview.SUSPENDED";
    } else if (from == State.SUSPENDED && to.live()) {
      key = "preview.RESTORED";
    } else if (known && to.ended()) {
      key = "preview.ENDED";
    } else {
      return Optional.empty();
    }
    return Optional.of(
        new Preview(
            preview(head, view, key, Locale.FRENCH, "motif-fr"),
            preview(head, view, key, Locale.ENGLISH, "motif-en")));
  }

  private static String preview(
      Head head, DossierView view, String key, Locale language, String field) {
    Words words = Words.in(language, "officer");
    String reason = head.kept(DECIDE, field) + head.kept(SHOW, field);
    return words.text(
        key,
        DossierPage.app(view),
        words.day(head.now()),
        reason.isBlank() ? words.text("preview.reason") : reason.strip());
  }

  /// The criteria that a form cites; [#ALL_JUDGED] stands for every judged one.
  public static List<String> cited(DossierView view, List<String> sent) {
    Set<String> wanted = Set.copyOf(sent);
    return view.criteria().stream()
        .filter(one -> one.notApplicable().isEmpty())
        .filter(one ->
            wanted.contains(one.criterion().id())
                || (wanted.contains(ALL_JUDGED) && one.verdict().isPresent()))
        .map(one -> one.criterion().id())
        .toList();
  }
}
