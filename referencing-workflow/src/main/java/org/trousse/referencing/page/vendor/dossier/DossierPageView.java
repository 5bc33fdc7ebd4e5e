package org.trousse.referencing.page.vendor.dossier;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.trousse.referencing.check.CheckRun;
import org.trousse.referencing.check.roll.DecidingToday;
import org.trousse.referencing.criterion.Decider;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.desk.CriterionLine;
import org.trousse.referencing.desk.CriterionLine.Progress;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.dossier.Verdict;
import org.trousse.referencing.dossier.move.Guard;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.page.Fault;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.vendor.VendorSpots;
import org.trousse.referencing.question.Turn;

/// What a vendor's page of one dossier shows.
///
/// @param handIn empty where nothing can be handed in now
/// @param shown which criteria are listed; empty: all
/// @param written the words of a form that was refused
/// @param running how far the automatic checks are; empty: none run
public record DossierPageView(
    Words words,
    String csrf,
    UUID id,
    Head head,
    Rights rights,
    Optional<HandIn> handIn,
    List<ActForm> acts,
    List<Filter> filters,
    List<Block> blocks,
    Optional<Progress> shown,
    String running,
    String done,
    List<Fault> faults,
    String written) {
  /// What stands on top.
  ///
  /// @param next what comes next, in one sentence
  public record Head(
      String app,
      String reference,
      String organisation,
      String state,
      String what,
      String since,
      Optional<ClockWords> clock,
      String next,
      String snapshot) {}

  /// What this person may do.
  ///
  /// @param attests whether the app is listed and they may say that all still holds
  public record Rights(boolean edits, boolean checks, boolean submits, boolean attests) {}

  /// Handing in.
  ///
  /// @param move its name
  /// @param unread whether there is no manifest without errors yet
  /// @param missing what the table of moves waits for
  /// @param open how many mandatory criteria are provided and still to be mended
  public record HandIn(String move, boolean unread, List<Missing> missing, long open) {
    public HandIn {
      missing = List.copyOf(missing);
    }

    public boolean ready() {
      return missing.isEmpty() && !unread;
    }
  }

  /// A mandatory criterion for which nothing is there.
  public record Missing(String id, String title, String address) {}

  /// One way to look at the list.
  public record Filter(String address, String label, boolean current) {}

  /// The criteria of one family.
  public record Block(String id, String title, String counts, List<Line> lines) {
    public Block {
      lines = List.copyOf(lines);
    }
  }

  /// One criterion.
  ///
  /// @param tone for its frame: `todo`, `fault`, `good` or `rest`
  /// @param why what the verdict says, or why it does not apply
  public record Line(
      String id,
      String title,
      String address,
      String progress,
      String tone,
      String level,
      String why,
      Optional<FindingWords> finding,
      boolean recheck,
      boolean asked) {}

  public DossierPageView {
    acts = List.copyOf(acts);
    filters = List.copyOf(filters);
    blocks = List.copyOf(blocks);
    faults = List.copyOf(faults);
  }

  /// What somebody sees of a dossier.
  ///
  /// @param shown which criteria are listed; empty: all
  public static DossierPageView of(
      Words words,
      String csrf,
      DossierView view,
      Specification specification,
      Rights rights,
      Optional<Progress> shown) {
    UUID id = view.dossier().id();
    return new DossierPageView(
        words,
        csrf,
        id,
        head(words, view),
        rights,
        handIn(words, view),
        ActForm.of(words, view.dossier().state(), view.moves()),
        filters(words, id, view.criteria(), shown),
        specification.families().stream()
            .map(family -> block(words, id, view.criteria(), family, shown))
            .filter(block -> !block.lines().isEmpty())
            .toList(),
        shown,
        running(words, view.runs()),
        "",
        List.of(),
        "");
  }

  public DossierPageView done(String key) {
    return new DossierPageView(
        words, csrf, id, head, rights, handIn, acts, filters, blocks, shown, running, key, faults,
        written);
  }

  public DossierPageView with(List<Fault> found, String said) {
    return new DossierPageView(
        words, csrf, id, head, rights, handIn, acts, filters, blocks, shown, running, done, found,
        said);
  }

  /// The app's name, as the newest readable manifest says.
  static String app(Words words, DossierView view) {
    return view.manifest().map(Manifest::name).orElse(words.text("unnamed"));
  }

  /// The snapshot of what is handed in; empty before the first manifest.
  static String snapshot(DossierView view) {
    var evidence = view.dossier().evidence();
    return evidence == null ? "" : evidence.snapshot();
  }

  private static Head head(Words words, DossierView view) {
    var standing = view.dossier().standing();
    return new Head(
        app(words, view),
        view.dossier().identity().reference(),
        view.organisationName(),
        words.state(standing.state(), ""),
        words.state(standing.state(), ".what"),
        words.text("since", words.day(standing.since())),
        ClockWords.of(words, view.clock()),
        next(words, view),
        snapshot(view));
  }

  private static String next(Words words, DossierView view) {
    boolean waits =
        view.criteria().stream()
            .flatMap(line -> line.discussion().stream())
            .anyMatch(one -> one.turn() == Turn.VENDOR && one.waits());
    return words.text(waits ? "next.question" : "next." + view.dossier().state());
  }

  /// What is missing is the table's to say, so that nobody is offered what would be refused.
  private static Optional<HandIn> handIn(Words words, DossierView view) {
    Set<String> missing = Set.copyOf(Guard.missing(view.dossier()));
    return ActForm.handsIn(view.dossier().state())
        .map(move ->
            new HandIn(
                move.name(),
                view.dossier().evidence() == null,
                view.criteria().stream()
                    .filter(line -> missing.contains(line.criterion().id()))
                    .map(line -> missing(words, view.dossier().id(), line))
                    .toList(),
                view.criteria().stream()
                    .filter(line -> line.mandatory() && line.progress() == Progress.TO_COMPLETE)
                    .count()));
  }

  private static Missing missing(Words words, UUID id, CriterionLine line) {
    return new Missing(
        line.criterion().id(),
        words.of(line.criterion().title()),
        VendorSpots.CRITERION.address(words, id, line.criterion().id()));
  }

  private static List<Filter> filters(
      Words words, UUID id, List<CriterionLine> all, Optional<Progress> shown) {
    Map<Progress, Long> counts = counts(all);
    String here = VendorSpots.DOSSIER.address(words, id);
    Filter every =
        new Filter(here + "#criteria", words.text("filter.all", all.size()), shown.isEmpty());
    List<Filter> each =
        Arrays.stream(Progress.values())
            .filter(one -> counts.getOrDefault(one, 0L) > 0 || shown.equals(Optional.of(one)))
            .map(one ->
                new Filter(
                    here + "?show=" + word(one) + "#criteria",
                    words.text("filter." + one, counts.getOrDefault(one, 0L)),
                    shown.equals(Optional.of(one))))
            .toList();
    return Stream.concat(Stream.of(every), each.stream()).toList();
  }

  private static Map<Progress, Long> counts(List<CriterionLine> lines) {
    Map<Progress, Long> counts = new EnumMap<>(Progress.class);
    lines.forEach(line -> counts.merge(line.progress(), 1L, Long::sum));
    return counts;
  }

  /// How an address names it.
  static String word(Progress progress) {
    return progress.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What an address asks to be listed; empty: all.
  public static Optional<Progress> asked(String word) {
    return Arrays.stream(Progress.values()).filter(one -> word(one).equals(word)).findFirst();
  }

  private static Block block(
      Words words,
      UUID id,
      List<CriterionLine> all,
      Specification.Family family,
      Optional<Progress> shown) {
    List<CriterionLine> own =
        all.stream().filter(line -> line.criterion().family().equals(family.id())).toList();
    Map<Progress, Long> counts = counts(own);
    List<String> said =
        Arrays.stream(Progress.values())
            .filter(one -> counts.containsKey(one))
            .map(one -> words.text("count." + one, counts.getOrDefault(one, 0L)))
            .toList();
    return new Block(
        family.id(),
        words.of(family.title()),
        String.join(" · ", said),
        own.stream()
            .filter(line -> shown.isEmpty() || shown.get() == line.progress())
            .map(line -> line(words, id, line))
            .toList());
  }

  private static Line line(Words words, UUID id, CriterionLine line) {
    return new Line(
        line.criterion().id(),
        words.of(line.criterion().title()),
        VendorSpots.CRITERION.address(words, id, line.criterion().id()),
        words.text("progress." + line.progress()),
        tone(line.progress()),
        words.text(line.mandatory() ? "mandatory" : "optional"),
        why(words, line),
        line.finding().map(finding -> FindingWords.of(words, finding)),
        automatic(line),
        line.discussion().filter(one -> one.turn() == Turn.VENDOR).isPresent());
  }

  /// Whether a machine looks at it, for this app.
  static boolean automatic(CriterionLine line) {
    return line.notApplicable().isEmpty()
        && (line.finding().isPresent() || DecidingToday.of(line.criterion()) == Decider.MACHINE);
  }

  static String tone(Progress progress) {
    return switch (progress) {
      case TO_DO -> "todo";
      case TO_COMPLETE -> "fault";
      case PROVIDED, ACCEPTED -> "good";
      case NOT_APPLICABLE -> "rest";
    };
  }

  private static String why(Words words, CriterionLine line) {
    return line.notApplicable()
        .map(words::of)
        .or(() -> line.verdict().filter(one -> !one.machine()).map(one -> verdict(words, one)))
        .orElse("");
  }

  /// What was decided, in one line.
  static String verdict(Words words, Verdict verdict) {
    String reason =
        words.text("verdict." + verdict.word())
            + words.text("colon")
            + words.quoted(verdict.reason());
    return verdict.due() == null
        ? reason
        : reason + " " + words.text("verdict.due", words.day(verdict.due()));
  }

  private static String running(Words words, List<CheckRun> runs) {
    return runs.stream()
        .findFirst()
        .filter(run -> run.ended() == null && !run.lost())
        .map(run -> words.text("running", run.looked(), run.looks()))
        .orElse("");
  }

  public Optional<String> fault(String field) {
    return Fault.at(faults, field);
  }

  public String here() {
    return VendorSpots.DOSSIER.address(words, id);
  }

  public String all() {
    return VendorSpots.DOSSIERS.address(words);
  }

  public String moves() {
    return VendorSpots.MOVES.address(words, id);
  }

  public String checks() {
    return VendorSpots.CHECKS.address(words, id);
  }

  public String manifest() {
    return VendorSpots.MANIFEST.address(words, id);
  }

  public String preview() {
    return VendorSpots.PREVIEW.address(words, id);
  }

  public String history() {
    return VendorSpots.HISTORY.address(words, id);
  }
}
