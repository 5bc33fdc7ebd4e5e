package org.trousse.referencing.page.officer.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trousse.referencing.calendar.RunningClock;
import org.trousse.referencing.calendar.Turn;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.desk.CriterionLine;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Dossier.Proposal;
import org.trousse.referencing.dossier.DossierRules;
import org.trousse.referencing.dossier.Evidence;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.move.Move;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.Moves;
import org.trousse.referencing.dossier.move.Role;
import org.trousse.referencing.dossier.quorum.Sitting;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.member.AccessRules;
import org.trousse.referencing.member.Action;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.question.Discussion;

/// A dossier as an officer works on it.
///
/// @param moves what may be done now
/// @param later what this role may do here once its condition holds
/// @param clock `arreter`, `relancer` or nothing
/// @param first where judging goes on; empty: all is judged
/// @param manifest as the vendor wrote it; empty: nothing yet
public record DossierPage(
    Head head,
    String action,
    String app,
    String reference,
    String organisation,
    String state,
    String what,
    List<Fact> facts,
    Optional<Waiting> waiting,
    List<Way> moves,
    List<String> later,
    String clock,
    boolean checks,
    boolean judges,
    List<Block> blocks,
    int judged,
    int asked,
    Optional<Way> first,
    List<Way> letters,
    HistoryLine.Part history,
    String snapshot,
    String manifest) {
  /// A line of the head.
  public record Fact(String title, String text) {}

  /// A way on.
  public record Way(String address, String label) {}

  /// A proposal that another person must confirm.
  ///
  /// @param sat how many sat, and who; empty: the move is no opinion
  /// @param own whether who looks at it made it
  public record Waiting(
      int number,
      String move,
      String by,
      String at,
      String code,
      String reason,
      String criteria,
      String sat,
      boolean own) {}

  /// The criteria of one family.
  ///
  /// @param absent what was not asked, and why
  public record Block(
      String id, String title, String done, List<Line> lines, List<Absent> absent) {}

  /// A criterion that does not apply.
  public record Absent(String id, String address, String title, String why) {}

  /// One criterion.
  ///
  /// @param notes what stands out
  public record Line(String id, String address, String title, String word, List<String> notes) {}

  public static DossierPage of(
      Head head, DossierView view, HistoryLine.Part history, Specification specification) {
    Words words = head.words();
    Dossier dossier = view.dossier();
    UUID id = dossier.id();
    List<CriterionLine> asked =
        view.criteria().stream().filter(one -> one.notApplicable().isEmpty()).toList();
    boolean assesses =
        AccessRules.allows(head.who(), Action.ASSESS, dossier.identity().organisation());
    return new DossierPage(
        head,
        OfficerSpots.DOSSIER.address(words, id),
        app(view),
        dossier.identity().reference(),
        view.organisationName(),
        words.state(dossier.state(), ""),
        words.state(dossier.state(), ".what"),
        facts(words, view),
        Optional.ofNullable(dossier.proposal()).map(one -> waiting(head, one)),
        moves(words, view),
        later(head, view),
        assesses ? clock(dossier) : "",
        AccessRules.allows(head.who(), Action.RUN_CHECKS, dossier.identity().organisation())
            && !dossier.state().ended(),
        assesses,
        blocks(words, view, specification),
        (int) asked.stream().filter(one -> decided(dossier, one)).count(),
        asked.size(),
        asked.stream()
            .filter(one -> !decided(dossier, one))
            .findFirst()
            .map(one -> new Way(address(words, id, one), one.criterion().id())),
        LetterPage.decisions(view.history()).reversed().stream()
            .map(event ->
                new Way(
                    OfficerSpots.LETTER.address(words, id) + "?decision=" + event.number(),
                    words.text(
                        "letter.link", LetterPage.subject(words, event), words.day(event.at()))))
            .toList(),
        history,
        DossierRules.snapshot(dossier),
        view.manifestJson() == null ? "" : view.manifestJson());
  }

  static String app(DossierView view) {
    return view.manifest()
        .map(manifest -> manifest.name())
        .orElse(view.dossier().identity().reference());
  }

  private static String address(Words words, UUID dossier, CriterionLine line) {
    return OfficerSpots.CRITERION.address(words, dossier, line.criterion().id());
  }

  private static boolean decided(Dossier dossier, CriterionLine line) {
    return line.verdict()
        .filter(one -> one.word() != VerdictWord.EXPIRED)
        .filter(one -> !dossier.retest().contains(line.criterion().id()))
        .isPresent();
  }

  private static List<Fact> facts(Words words, DossierView view) {
    List<Fact> all = new ArrayList<>();
    Dossier dossier = view.dossier();
    view.clock()
        .ifPresent(clock -> {
          String turn = words.text(clock.turn() == Turn.OURS ? "turn.OURS" : "turn.VENDORS");
          all.add(new Fact(words.text("fact.turn"), turn));
          String used = QueueView.used(words, clock) + " – " + QueueView.due(words, clock);
          all.add(new Fact(words.text("fact.clock"), used));
        });
    all.add(new Fact(words.text("fact.since"), words.day(dossier.standing().since())));
    Evidence evidence = dossier.evidence();
    if (evidence != null) {
      all.add(
          new Fact(
              words.text("fact.tier"),
              words.text("tier." + evidence.tier())
                  + ", "
                  + words.text("track." + evidence.track())));
      all.add(
          new Fact(
              words.text("fact.judged-by"),
              words.text("fact.versions", evidence.specification(), evidence.manifest())));
    }
    if (dossier.standing().validUntil() != null) {
      String until = words.day(dossier.standing().validUntil().minusMillis(1));
      all.add(new Fact(words.text("fact.valid"), until));
    }
    return all;
  }

  private static Waiting waiting(Head head, Proposal proposal) {
    Words words = head.words();
    return new Waiting(
        proposal.number(),
        words.text("move." + proposal.move()),
        head.names().of(proposal.by(), words),
        words.moment(proposal.at()),
        words.of(proposal.grounds().code().words()),
        words.quoted(proposal.grounds().reason()),
        String.join(", ", proposal.grounds().criteria()),
        sat(head, proposal),
        proposal.by().equals(head.who().account()));
  }

  private static String sat(Head head, Proposal proposal) {
    Sitting sitting = proposal.sitting();
    String how = HistoryLine.sat(head.words(), proposal.move(), sitting).orElse("");
    return sitting == null
        ? how
        : head.text(
            "waiting.sat",
            how,
            sitting.present().stream()
                .map(one -> head.names().of(one.account(), head.words()))
                .collect(Collectors.joining(", ")));
  }

  /// A move's last part of the address, e.g. `ask-remedy`.
  public static String slug(MoveName move) {
    return move.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<Way> moves(Words words, DossierView view) {
    return view.moves().stream()
        .filter(move -> view.dossier().proposal() == null || !byTwo(view, move))
        .map(move ->
            new Way(
                OfficerSpots.MOVE.address(words, view.dossier().id(), slug(move)),
                words.text("do." + move)))
        .toList();
  }

  private static boolean byTwo(DossierView view, MoveName name) {
    return Moves.TABLE.stream()
        .anyMatch(move ->
            move.name() == name && move.from() == view.dossier().state() && move.people() == 2);
  }

  private static List<String> later(Head head, DossierView view) {
    Role role = Role.valueOf(head.who().role().name());
    Words words = head.words();
    return Moves.TABLE.stream()
        .filter(move -> move.from() == view.dossier().state() && move.may().contains(role))
        .filter(move -> !view.moves().contains(move.name()))
        .filter(move -> !words.of(move.guard().words()).isEmpty())
        .map(move ->
            words.text("later", words.text("do." + move.name()), words.of(move.guard().words())))
        .distinct()
        .toList();
  }

  private static String clock(Dossier dossier) {
    RunningClock clock = dossier.standing().clock();
    if (clock == null) {
      return "";
    }
    if (clock.stopped()) {
      return "relancer";
    }
    return clock.turn() == Turn.OURS && stoppable(dossier) ? "arreter" : "";
  }

  private static boolean stoppable(Dossier dossier) {
    return switch (dossier.state()) {
      case ADMISSIBILITY, EXPERT_REVIEW, COMMITTEE, RENEWAL, APPEAL -> true;
      default -> false;
    };
  }

  private static List<Block> blocks(Words words, DossierView view, Specification specification) {
    return specification.families().stream()
        .flatMap(family -> {
          List<CriterionLine> lines =
              view.criteria().stream()
                  .filter(one -> one.criterion().family().equals(family.id()))
                  .toList();
          return lines.isEmpty() ? Stream.of() : Stream.of(block(words, view, family, lines));
        })
        .toList();
  }

  private static Block block(
      Words words, DossierView view, Specification.Family family, List<CriterionLine> lines) {
    List<CriterionLine> asked =
        lines.stream().filter(one -> one.notApplicable().isEmpty()).toList();
    long done = asked.stream().filter(one -> decided(view.dossier(), one)).count();
    return new Block(
        family.id(),
        words.of(family.title()),
        asked.isEmpty() ? "" : words.text("block.done", done, asked.size()),
        asked.stream().map(one -> line(words, view.dossier(), one)).toList(),
        lines.stream()
            .flatMap(one ->
                one.notApplicable().stream()
                    .map(why -> absent(words, view.dossier(), one, words.of(why))))
            .toList());
  }

  private static Absent absent(Words words, Dossier dossier, CriterionLine one, String why) {
    return new Absent(
        one.criterion().id(),
        address(words, dossier.id(), one),
        words.of(one.criterion().title()),
        why);
  }

  private static Line line(Words words, Dossier dossier, CriterionLine one) {
    List<String> notes = new ArrayList<>();
    if (one.mandatory()) {
      notes.add(words.text("note.mandatory"));
    }
    if (dossier.retest().contains(one.criterion().id())) {
      notes.add(words.text("note.retest"));
    }
    one.finding()
        .filter(finding -> finding.outcome() == Outcome.FAILED)
        .ifPresent(finding -> notes.add(words.text("note.failed")));
    one.verdict()
        .flatMap(verdict -> Optional.ofNullable(verdict.due()))
        .ifPresent(due -> notes.add(words.text("note.due", words.day(due))));
    if (!one.files().isEmpty()) {
      notes.add(words.count("note.files", one.files().size()));
    }
    one.discussion()
        .filter(Discussion::open)
        .ifPresent(talk -> notes.add(words.text("note.turn." + talk.turn())));
    String word =
        one.verdict()
            .map(verdict -> words.text("verdict." + verdict.word()))
            .orElse(words.text("verdict.none"));
    return new Line(
        one.criterion().id(),
        address(words, dossier.id(), one),
        words.of(one.criterion().title()),
        word,
        notes);
  }

  /// The rows of the table that an officer's role opens for this move here.
  static List<Move> rows(Head head, Dossier dossier, MoveName name) {
    Role role = Role.valueOf(head.who().role().name());
    return Moves.TABLE.stream()
        .filter(move -> move.name() == name && move.from() == dossier.state())
        .filter(move -> move.may().contains(role))
        .toList();
  }
}
