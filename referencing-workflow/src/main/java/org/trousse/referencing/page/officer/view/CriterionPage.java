package org.trousse.referencing.page.officer.view;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.check.roll.DecidingToday;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Decider;
import org.trousse.referencing.desk.CriterionLine;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.dossier.DossierRules;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.judge.JudgeRules;
import org.trousse.referencing.evidence.Evidence;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.member.AccessRules;
import org.trousse.referencing.member.Action;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.question.Discussion;
import org.trousse.referencing.question.Message;

/// One criterion of one dossier, on two sides: what is asked and was decided, and what there is.
///
/// @param earlier what was decided about it before, the newest first
/// @param why an officer cannot judge it now; empty: the form is there
/// @param conflict what somebody else decided meanwhile, beside what was written
public record CriterionPage(
    Head head,
    Place place,
    Asked asked,
    Optional<Said> verdict,
    List<Said> earlier,
    List<File> files,
    Optional<Seen> finding,
    Talk talk,
    String why,
    List<MovePage.Option> words,
    int version,
    String snapshot,
    List<Difference> conflict,
    boolean checks) {
  /// The button of the verdict's form.
  public static final String JUDGE = "juger";

  public static final List<VerdictWord> CHOICES =
      List.of(
          VerdictWord.CONFORM,
          VerdictWord.PARTIAL,
          VerdictWord.NOT_CONFORM_MINOR,
          VerdictWord.NOT_CONFORM_MAJOR,
          VerdictWord.NOT_APPLICABLE);

  /// Where the page stands.
  ///
  /// @param at e.g. `12 of 70`
  public record Place(
      String action,
      String back,
      String app,
      String at,
      Optional<DossierPage.Way> before,
      Optional<DossierPage.Way> after) {}

  /// What is asked.
  public record Asked(
      String id,
      String title,
      String guidance,
      String level,
      String decider,
      String how,
      List<String> evidence,
      String notApplicable) {}

  /// A verdict.
  ///
  /// @param of the dossier or version that it was about
  public record Said(String of, String word, String reason, String due, String who, String at) {}

  /// A file that was handed in.
  ///
  /// @param fresh it came after the page was read that a refused form stood on
  public record File(String name, String address, String facts, String sha256, boolean fresh) {}

  /// What the machine saw.
  public record Seen(
      String outcome,
      boolean failed,
      String at,
      List<String> looked,
      List<String> saw,
      List<String> mend) {}

  /// The thread with the vendor.
  public record Talk(
      List<Line> lines, String turn, boolean open, boolean asks, boolean says, boolean closes) {}

  /// One message.
  public record Line(String who, String at, String act, String words, boolean own) {}

  /// One thing in two versions.
  public record Difference(String what, String theirs, String yours, boolean same) {}

  /// A verdict that was given before.
  ///
  /// @param reference of an earlier dossier of the same app; empty: of this one
  public record Earlier(String reference, Verdict verdict) {}

  /// All that the page is made of.
  ///
  /// @param seen the hashes of the files that the refused form stood on; null: no form was sent
  /// @param theirs what somebody else decided meanwhile; null: nobody did
  public record Source(
      DossierView view,
      CriterionLine line,
      List<Message> messages,
      List<Earlier> earlier,
      @Nullable Set<String> seen,
      @Nullable Verdict theirs) {}

  public static CriterionPage of(Head head, Source source) {
    DossierView view = source.view();
    CriterionLine line = source.line();
    UUID organisation = view.dossier().identity().organisation();
    return new CriterionPage(
        head,
        place(head.words(), view, line),
        asked(head.words(), line),
        line.verdict().map(one -> said(head, one, version(head.words(), one))),
        earlier(head, source),
        line.files().stream().map(one -> file(head.words(), one, source.seen())).toList(),
        line.finding().map(one -> seen(head.words(), one)),
        talk(head, source),
        why(head, view, line),
        CHOICES.stream().map(word -> choice(head, line, word)).toList(),
        line.verdict().map(Verdict::version).orElse(0),
        DossierRules.snapshot(view.dossier()),
        source.theirs() == null ? List.of() : conflict(head, source.theirs()),
        DecidingToday.of(line.criterion()) != Decider.HUMAN
            && line.notApplicable().isEmpty()
            && AccessRules.allows(head.who(), Action.RUN_CHECKS, organisation)
            && !view.dossier().state().ended());
  }

  private static Place place(Words words, DossierView view, CriterionLine line) {
    UUID id = view.dossier().id();
    List<CriterionLine> all = view.criteria();
    int at = all.indexOf(line);
    return new Place(
        OfficerSpots.CRITERION.address(words, id, line.criterion().id()),
        OfficerSpots.DOSSIER.address(words, id),
        DossierPage.app(view),
        words.text("criterion.at", at + 1, all.size()),
        way(words, id, all, at - 1),
        way(words, id, all, at + 1));
  }

  private static Optional<DossierPage.Way> way(
      Words words, UUID dossier, List<CriterionLine> all, int at) {
    if (at < 0 || at >= all.size()) {
      return Optional.empty();
    }
    String id = all.get(at).criterion().id();
    return Optional.of(new DossierPage.Way(OfficerSpots.CRITERION.address(words, dossier, id), id));
  }

  private static Asked asked(Words words, CriterionLine line) {
    Criterion criterion = line.criterion();
    return new Asked(
        criterion.id(),
        words.of(criterion.title()),
        words.of(criterion.guidance()),
        words.text(line.mandatory() ? "note.mandatory" : "note.optional"),
        words.text("decider." + DecidingToday.of(criterion)),
        criterion.how() == null ? "" : words.of(criterion.how()),
        criterion.evidence().stream().map(words::of).toList(),
        line.notApplicable().map(words::of).orElse(""));
  }

  private static String version(Words words, Verdict verdict) {
    return words.text("verdict.version", verdict.version());
  }

  private static Said said(Head head, Verdict one, String of) {
    Words words = head.words();
    return new Said(
        of,
        words.text("verdict." + one.word()),
        words.quoted(one.reason()),
        one.due() == null ? "" : words.day(one.due()),
        head.names().of(one.by(), words),
        words.moment(one.at()));
  }

  private static List<Said> earlier(Head head, Source source) {
    return source.earlier().stream()
        .filter(one -> !source.line().verdict().filter(one.verdict()::equals).isPresent())
        .map(one ->
            said(
                head,
                one.verdict(),
                one.reference().isEmpty() ? version(head.words(), one.verdict()) : one.reference()))
        .toList();
  }

  private static File file(Words words, Evidence one, @Nullable Set<String> seen) {
    return new File(
        one.name(),
        "/referencing/dossiers/%s/evidence/%s/%s"
            .formatted(one.dossier(), one.criterion(), one.id()),
        words.text(
            "file.facts",
            words.text("kind." + one.kind()),
            words.size(one.bytes()),
            one.version(),
            words.day(one.addedAt())),
        one.sha256(),
        seen != null && !seen.contains(one.sha256()));
  }

  private static Seen seen(Words words, Finding finding) {
    return new Seen(
        words.text("outcome." + finding.outcome()),
        finding.outcome() == Outcome.FAILED,
        words.moment(finding.at()),
        finding.looked(),
        finding.saw().stream().map(words::of).toList(),
        finding.mend().stream().map(words::of).toList());
  }

  private static Talk talk(Head head, Source source) {
    UUID organisation = source.view().dossier().identity().organisation();
    Optional<Discussion> stands = source.line().discussion();
    boolean ended = source.view().dossier().state().ended();
    return new Talk(
        source.messages().stream().map(one -> line(head, one)).toList(),
        stands.map(one -> head.text("talk.turn." + one.turn())).orElse(""),
        stands.filter(Discussion::open).isPresent(),
        !ended && AccessRules.allows(head.who(), Action.ASK_VENDOR, organisation),
        !ended && AccessRules.allows(head.who(), Action.WRITE_MESSAGE, organisation),
        AccessRules.allows(head.who(), Action.CLOSE_QUESTION, organisation));
  }

  private static Line line(Head head, Message one) {
    Words words = head.words();
    String name = head.names().of(one.author(), words);
    boolean vendor = one.side() == Message.Side.VENDOR;
    return new Line(
        vendor ? words.text("person.vendor", name) : name,
        words.moment(one.at()),
        words.text(one.stopsClock() ? "act.ASK.stops" : "act." + one.act()),
        one.words(),
        !vendor);
  }

  private static String why(Head head, DossierView view, CriterionLine line) {
    UUID organisation = view.dossier().identity().organisation();
    if (!AccessRules.allows(head.who(), Action.ASSESS, organisation)) {
      return head.text("judge.role");
    }
    if (line.notApplicable().isPresent()) {
      return head.text("judge.not-asked");
    }
    if (!JudgeRules.judges(view.dossier().state())) {
      return head.text("judge.not-here", head.words().state(view.dossier().state(), ""));
    }
    boolean machine =
        line.criterion().decider() == Decider.MACHINE
            && line.verdict().filter(CriterionPage::decidedByMachine).isPresent();
    return machine ? head.text("judge.machine") : "";
  }

  private static boolean decidedByMachine(Verdict verdict) {
    return verdict.machine()
        && verdict.word() != VerdictWord.NOT_VERIFIED
        && verdict.word() != VerdictWord.EXPIRED;
  }

  private static MovePage.Option choice(Head head, CriterionLine line, VerdictWord word) {
    boolean sent = head.form().has("verdict");
    boolean stands = line.verdict().filter(one -> one.word() == word).isPresent();
    return new MovePage.Option(
        word.name(),
        head.text("verdict." + word),
        head.text("verdict." + word + ".note"),
        sent ? head.kept(JUDGE, "verdict", word.name()) : stands && head.form().fields().isEmpty());
  }

  private static List<Difference> conflict(Head head, Verdict theirs) {
    Words words = head.words();
    String word = head.kept(JUDGE, "verdict");
    boolean known = CHOICES.stream().anyMatch(one -> one.name().equals(word));
    return List.of(
        difference(
            words.text("conflict.word"),
            words.text("verdict." + theirs.word()),
            known ? words.text("verdict." + word) : ""),
        difference(
            words.text("conflict.due"),
            theirs.due() == null ? "" : words.day(theirs.due()),
            day(words, head.kept(JUDGE, "echeance"))),
        difference(
            words.text("conflict.fr"), theirs.reason().french(), head.kept(JUDGE, "motif-fr")),
        difference(
            words.text("conflict.en"), theirs.reason().english(), head.kept(JUDGE, "motif-en")));
  }

  /// A form's date as people read it; as it was written where it is none.
  private static String day(Words words, String date) {
    try {
      return words.day(LocalDate.parse(date));
    } catch (DateTimeParseException nonsense) {
      return date;
    }
  }

  private static Difference difference(String what, String theirs, String yours) {
    return new Difference(what, theirs, yours.strip(), theirs.strip().equals(yours.strip()));
  }
}
