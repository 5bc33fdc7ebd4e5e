package org.trousse.referencing.page.vendor.dossier;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.trousse.referencing.check.roll.DecidingToday;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.desk.CriterionLine;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.evidence.Evidence;
import org.trousse.referencing.page.Fault;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.vendor.VendorSpots;
import org.trousse.referencing.question.Message;
import org.trousse.referencing.question.Turn;

/// What a vendor's page of one criterion of one dossier shows.
///
/// @param notApplicable why it does not apply; empty: it does
/// @param verdict what was decided; empty: nothing yet
/// @param asked whether a question waits for the vendor
/// @param said the words of a message that was refused
public record CriterionPageView(
    Words words,
    String csrf,
    UUID dossier,
    Head head,
    Rights rights,
    String notApplicable,
    String verdict,
    Optional<FindingWords> finding,
    boolean automatic,
    List<FileLine> files,
    List<MessageLine> messages,
    boolean asked,
    Ways ways,
    String done,
    List<Fault> faults,
    String said) {
  /// What stands on top.
  public record Head(
      String id,
      String title,
      String guidance,
      String app,
      String progress,
      String tone,
      String level,
      String decider,
      List<String> evidence) {
    public Head {
      evidence = List.copyOf(evidence);
    }
  }

  /// What this person may do here, as the dossier stands.
  public record Rights(boolean handsIn, boolean checks, boolean writes) {}

  /// One version of a file.
  ///
  /// @param current false: a later version stands, or it was withdrawn
  public record FileLine(
      UUID id,
      String name,
      String facts,
      String sha256,
      String address,
      boolean current,
      boolean withdrawn) {}

  /// One message.
  public record MessageLine(String who, String at, List<String> words, boolean ours) {
    public MessageLine {
      words = List.copyOf(words);
    }
  }

  /// The criteria before and after.
  public record Ways(Optional<Way> before, Optional<Way> after) {}

  /// A way on.
  public record Way(String id, String address) {}

  /// What was loaded beside the dossier.
  public record Loaded(List<Evidence> files, List<Message> messages, Map<UUID, String> names) {}

  public CriterionPageView {
    files = List.copyOf(files);
    messages = List.copyOf(messages);
    faults = List.copyOf(faults);
  }

  public static CriterionPageView of(
      Words words,
      String csrf,
      DossierView view,
      CriterionLine line,
      Rights rights,
      Loaded loaded) {
    UUID id = view.dossier().id();
    return new CriterionPageView(
        words,
        csrf,
        id,
        head(words, view, line),
        rights,
        line.notApplicable().map(words::of).orElse(""),
        line.verdict().map(one -> DossierPageView.verdict(words, one)).orElse(""),
        line.finding().map(finding -> FindingWords.of(words, finding)),
        DossierPageView.automatic(line),
        files(words, id, loaded),
        loaded.messages().stream().map(one -> message(words, one, loaded.names())).toList(),
        line.discussion().filter(one -> one.turn() == Turn.VENDOR).isPresent(),
        ways(words, view, line),
        "",
        List.of(),
        "");
  }

  public CriterionPageView done(String key) {
    return new CriterionPageView(
        words,
        csrf,
        dossier,
        head,
        rights,
        notApplicable,
        verdict,
        finding,
        automatic,
        files,
        messages,
        asked,
        ways,
        key,
        faults,
        said);
  }

  public CriterionPageView with(List<Fault> found, String written) {
    return new CriterionPageView(
        words,
        csrf,
        dossier,
        head,
        rights,
        notApplicable,
        verdict,
        finding,
        automatic,
        files,
        messages,
        asked,
        ways,
        done,
        found,
        written);
  }

  private static Head head(Words words, DossierView view, CriterionLine line) {
    Criterion criterion = line.criterion();
    return new Head(
        criterion.id(),
        words.of(criterion.title()),
        words.of(criterion.guidance()),
        DossierPageView.app(words, view),
        words.text("progress." + line.progress()),
        DossierPageView.tone(line.progress()),
        words.text(line.mandatory() ? "mandatory" : "optional"),
        words.text("decider." + DecidingToday.of(criterion)),
        criterion.evidence().stream().map(words::of).toList());
  }

  /// By name, the latest version first.
  private static List<FileLine> files(Words words, UUID dossier, Loaded loaded) {
    List<Evidence> sorted =
        loaded.files().stream()
            .sorted(
                Comparator.comparing(Evidence::name)
                    .thenComparing(Comparator.comparingInt(Evidence::version).reversed()))
            .toList();
    return sorted.stream()
        .map(one -> file(words, dossier, one, newest(sorted, one), loaded.names()))
        .toList();
  }

  private static boolean newest(List<Evidence> all, Evidence one) {
    return all.stream()
        .noneMatch(other ->
            other.name().equals(one.name())
                && other.withdrawnAt() == null
                && other.version() > one.version());
  }

  private static FileLine file(
      Words words, UUID dossier, Evidence one, boolean newest, Map<UUID, String> names) {
    boolean withdrawn = one.withdrawnAt() != null;
    String who = names.getOrDefault(one.addedBy(), words.text("who.vendor"));
    return new FileLine(
        one.id(),
        one.name(),
        words.text(
            "file.facts", one.version(), words.size(one.bytes()), words.moment(one.addedAt()), who),
        one.sha256(),
        "/referencing/dossiers/%s/evidence/%s/%s".formatted(dossier, one.criterion(), one.id()),
        newest && !withdrawn,
        withdrawn);
  }

  private static MessageLine message(Words words, Message one, Map<UUID, String> names) {
    boolean ours = one.side() == Message.Side.OFFICER;
    String who =
        ours
            ? words.text("message." + one.act())
            : names.getOrDefault(one.author(), words.text("who.vendor"));
    return new MessageLine(who, words.moment(one.at()), one.words().lines().toList(), ours);
  }

  private static Ways ways(Words words, DossierView view, CriterionLine line) {
    List<CriterionLine> all =
        view.criteria().stream()
            .filter(one -> one.notApplicable().isEmpty() || one.equals(line))
            .toList();
    int place = all.indexOf(line);
    return new Ways(way(words, view, all, place - 1), way(words, view, all, place + 1));
  }

  private static Optional<Way> way(
      Words words, DossierView view, List<CriterionLine> all, int place) {
    if (place < 0 || place >= all.size()) {
      return Optional.empty();
    }
    String id = all.get(place).criterion().id();
    return Optional.of(new Way(id, VendorSpots.CRITERION.address(words, view.dossier().id(), id)));
  }

  public Optional<String> fault(String field) {
    return Fault.at(faults, field);
  }

  public String up() {
    return VendorSpots.DOSSIER.address(words, dossier);
  }

  public String here() {
    return VendorSpots.CRITERION.address(words, dossier, head.id());
  }

  public String upload() {
    return VendorSpots.FILES.address(words, dossier);
  }

  public String takeBack() {
    return VendorSpots.FILE_BACK.address(words, dossier);
  }

  public String checks() {
    return VendorSpots.CHECKS.address(words, dossier);
  }
}
