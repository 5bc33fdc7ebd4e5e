package org.trousse.referencing.page.officer.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.Event.Moved;
import org.trousse.referencing.dossier.Evidence;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.dossier.VerdictWord;
import org.trousse.referencing.dossier.move.Guard;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.page.Words;

/// The letter of one decision, made from history alone: what was decided, on what, why, on what
/// conditions, for how long, and what the vendor can do about it.
///
/// @param reasons one for each criterion that the decision cites
/// @param conditions what must be mended, with its date
/// @param validity empty: the decision opens no approval
/// @param seen the version of the specification, the manifest and the evidence
public record LetterPage(
    Head head,
    String back,
    String organisation,
    String app,
    String reference,
    String date,
    String subject,
    String decision,
    String code,
    String reason,
    List<Point> reasons,
    List<Point> conditions,
    String validity,
    String people,
    String appeal,
    String seen,
    String snapshot) {
  private static final Set<MoveName> DECISIONS =
      EnumSet.of(
          MoveName.ASK_COMPLETION,
          MoveName.DECLARE_INELIGIBLE,
          MoveName.ASK_REMEDY,
          MoveName.OPINE_FAVOURABLE,
          MoveName.OPINE_FAVOURABLE_WITH_RESERVES,
          MoveName.OPINE_BLOCKING_RESERVES,
          MoveName.OPINE_UNFAVOURABLE,
          MoveName.LIST,
          MoveName.LIST_PROVISIONALLY,
          MoveName.WATCH,
          MoveName.CLEAR,
          MoveName.SUSPEND,
          MoveName.LIFT,
          MoveName.RENEW,
          MoveName.DELIST,
          MoveName.UPHOLD_APPEAL,
          MoveName.REJECT_APPEAL);

  /// One criterion with what was said of it.
  ///
  /// @param due empty: no date
  public record Point(String id, String title, String word, String reason, String due) {}

  /// What was known when a decision was made.
  private record Known(Map<String, Verdict> verdicts, Optional<Evidence> evidence) {}

  /// The moves of a dossier that are told by letter, in order.
  public static List<Event> decisions(List<Event> history) {
    return history.stream()
        .filter(event -> event.fact() instanceof Moved moved && DECISIONS.contains(moved.move()))
        .toList();
  }

  /// The letter; empty: there is no such decision.
  ///
  /// @param history the whole of it, in order
  /// @param number the event's; null: the newest decision
  public static Optional<LetterPage> of(
      Head head,
      DossierView view,
      Specification specification,
      List<Event> history,
      @Nullable Integer number) {
    return decisions(history).stream()
        .filter(event -> number == null || event.number() == number)
        .max(Comparator.comparingInt(Event::number))
        .map(event -> {
          Known known = known(history, event.number());
          return letter(head, view, specification, known, event);
        });
  }

  private static LetterPage letter(
      Head head, DossierView view, Specification specification, Known known, Event event) {
    Words words = head.words();
    Moved moved = (Moved) event.fact();
    return new LetterPage(
        head,
        OfficerSpots.DOSSIER.address(words, view.dossier().id()),
        view.organisationName(),
        DossierPage.app(view),
        view.dossier().identity().reference(),
        words.day(event.at()),
        subject(words, event),
        words.text(
            "letter.decision." + moved.move(), DossierPage.app(view), words.state(moved.to(), "")),
        words.of(moved.grounds().code().words()),
        words.quoted(moved.grounds().reason()),
        moved.grounds().criteria().stream()
            .map(id -> point(words, specification, id, known.verdicts().get(id)))
            .toList(),
        known.verdicts().values().stream()
            .filter(one -> one.due() != null && condition(one.word()))
            .map(one -> point(words, specification, one.criterion(), one))
            .toList(),
        validity(words, moved),
        people(head, event, moved),
        appeal(words, event, moved),
        known
            .evidence()
            .map(one -> words.text("letter.seen", one.specification(), one.manifest()))
            .orElse(""),
        moved.grounds().snapshot());
  }

  static String subject(Words words, Event event) {
    return words.text("move." + ((Moved) event.fact()).move());
  }

  /// What stood before the event, and not what was said since.
  private static Known known(List<Event> history, int number) {
    Map<String, Verdict> verdicts = new TreeMap<>();
    Optional<Evidence> evidence = Optional.empty();
    for (Event event : history) {
      if (event.number() >= number) {
        break;
      }
      switch (event.fact()) {
        case Event.Judged(var verdict) -> verdicts.put(verdict.criterion(), verdict);
        case Event.Revised(var revised, var retest) -> evidence = Optional.of(revised);
        default -> {
          // nothing that a letter says
        }
      }
    }
    return new Known(verdicts, evidence);
  }

  private static boolean condition(VerdictWord word) {
    return word == VerdictWord.PARTIAL
        || word == VerdictWord.NOT_CONFORM_MINOR
        || word == VerdictWord.NOT_CONFORM_MAJOR;
  }

  private static Point point(
      Words words, Specification specification, String id, @Nullable Verdict verdict) {
    String title = specification.find(id).map(Criterion::title).map(words::of).orElse("");
    return verdict == null
        ? new Point(id, title, words.text("verdict.none"), "", "")
        : new Point(
            id,
            title,
            words.text("verdict." + verdict.word()),
            words.quoted(verdict.reason()),
            verdict.due() == null ? "" : words.day(verdict.due()));
  }

  private static String validity(Words words, Moved moved) {
    Instant until = moved.validUntil();
    return until == null || !moved.to().live()
        ? ""
        : words.text("letter.valid", words.day(until.minusMillis(1)));
  }

  private static String people(Head head, Event event, Moved moved) {
    Words words = head.words();
    String last = role(words, event.actor().kind());
    String by =
        moved.proposedBy() == null
            ? words.text("letter.by.one", last)
            : words.text("letter.by.two", last);
    return HistoryLine.sat(words, moved.move(), moved.sitting())
        .map(sat -> by + " " + sat + ".")
        .orElse(by);
  }

  /// A letter names the function, not the person.
  private static String role(Words words, String kind) {
    return words.text(kind.startsWith("officer-") ? "role." + kind.substring(8) : "role.PLATFORM");
  }

  private static String appeal(Words words, Event event, Moved moved) {
    if (moved.move() == MoveName.REJECT_APPEAL) {
      return words.text("letter.appeal.done");
    }
    return switch (moved.to()) {
      case UNFAVOURABLE, INELIGIBLE, DELISTED, LAPSED, WITHDRAWN ->
          words.text(
              "letter.appeal",
              Guard.APPEAL_DAYS,
              words.moment(event.at().plus(Duration.ofDays(Guard.APPEAL_DAYS))));
      case SUSPENDED -> words.text("letter.appeal.heard");
      default -> words.text("letter.appeal.none");
    };
  }

  public List<String> address() {
    List<String> lines = new ArrayList<>();
    lines.add(organisation);
    lines.add(head.text("letter.about", app, reference));
    return lines;
  }
}
