package org.trousse.platform.demo.dossier;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.consent.app.App;
import org.trousse.platform.demo.dossier.DemoWords.Exchange;
import org.trousse.platform.demo.office.DemoOffice;
import org.trousse.referencing.ReferencingModule;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.door.DossierFacts;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Dossier.Identity;
import org.trousse.referencing.dossier.DossierRules;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.history.DossierLane.Dated;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.ManifestReader.Outcome;
import org.trousse.referencing.past.PastLane;
import org.trousse.referencing.past.PastLane.Piece;

/// Tells the past of the demo's dossiers, each once: what stands is left alone, and a start that
/// was cut short is taken up where it was. Until its last step a dossier is a draft, which nothing
/// else moves.
public final class DemoDossierLane {
  private static final Logger LOG = LoggerFactory.getLogger(DemoDossierLane.class);

  private final ReferencingModule referencing;
  private final DemoOffice office;
  private final int port;
  private final Instant now;

  /// @param port where the demo's vendors are
  public DemoDossierLane(ReferencingModule referencing, DemoOffice office, int port, Instant now) {
    this.referencing = referencing;
    this.office = office;
    this.port = port;
    this.now = now;
  }

  /// Those that were told now.
  public Future<List<DemoSheet>> fill(List<DemoSheet> sheets) {
    List<Future<Boolean>> told = sheets.stream().map(this::fill).toList();
    return Future.all(told)
        .map(all -> {
          List<DemoSheet> fresh = new ArrayList<>();
          for (int at = 0; at < sheets.size(); at++) {
            if (told.get(at).result()) {
              fresh.add(sheets.get(at));
            }
          }
          return fresh;
        });
  }

  private Future<Boolean> fill(DemoSheet sheet) {
    return past()
        .find(sheet.id())
        .compose(found ->
            found.isPresent() && told(sheet, found.get())
                ? Future.succeededFuture(false)
                : begun(sheet, found)
                    .compose(draft -> handedIn(sheet, draft))
                    .compose(draft -> moved(sheet, draft))
                    .compose(done -> named(sheet))
                    .map(true));
  }

  /// A renewal's last step stands after a listing.
  private static boolean told(DemoSheet sheet, Dossier dossier) {
    return dossier.state() == State.DRAFT
        ? sheet.state() == State.DRAFT && dossier.evidence() != null
        : !(sheet.state() == State.RENEWAL && dossier.state() == State.LISTED);
  }

  private Future<Dossier> begun(DemoSheet sheet, Optional<Dossier> found) {
    Identity identity =
        new Identity(sheet.id(), sheet.reference(), sheet.software(), office.organisation());
    return found
        .map(Future::succeededFuture)
        .orElseGet(() ->
            past()
                .begin(identity, office.owner(), ago(DemoWay.begun(sheet.state())))
                .map(decision -> decided(sheet, decision)));
  }

  private Future<Dossier> handedIn(DemoSheet sheet, Dossier draft) {
    if (draft.evidence() != null) {
      return Future.succeededFuture(draft);
    }
    int day = DemoWay.begun(sheet.state()) - 2;
    String json = manifest(sheet, DemoSheet.VERSION, day + 1);
    List<Piece> files = DemoFilesLane.of(sheet, read(json), specification());
    List<Piece> given = sheet.state() == State.DRAFT ? DemoFilesLane.half(files) : files;
    return past()
        .handIn(draft.id(), office.owner(), json, given, ago(day))
        .map(decision -> decided(sheet, decision));
  }

  private String manifest(DemoSheet sheet, String version, int daysAgo) {
    return DemoManifest.of(sheet, port, version, LocalDate.ofInstant(ago(daysAgo), ZoneOffset.UTC));
  }

  private Manifest read(String json) {
    return switch (referencing.lanes().reader().read(json.getBytes(StandardCharsets.UTF_8))) {
      case Outcome.Read(var manifest) -> manifest;
      case Outcome.Refused(var errors) ->
          throw new IllegalStateException("the demo's manifest is wrong: " + errors);
    };
  }

  private Future<Dossier> moved(DemoSheet sheet, Dossier dossier) {
    List<Dated> acts =
        dossier.state() == State.DRAFT
            ? DemoWay.of(sheet.state(), dossier, office, now)
            : List.<Dated>of();
    Future<Dossier> listed =
        acts.isEmpty()
            ? Future.succeededFuture(dossier)
            : past().replay(dossier.id(), acts).map(decision -> decided(sheet, decision));
    return sheet.state() == State.RENEWAL ? listed.compose(after -> renewed(sheet, after)) : listed;
  }

  private Future<Dossier> renewed(DemoSheet sheet, Dossier listed) {
    String json = manifest(sheet, DemoSheet.NEXT_VERSION, DemoWay.NEXT_RELEASE + 1);
    return past()
        .handIn(listed.id(), office.owner(), json, List.of(), ago(DemoWay.NEXT_RELEASE))
        .map(decision -> decided(sheet, decision))
        .compose(after -> past().replay(after.id(), DemoWay.renewal(after, office, now)))
        .map(decision -> decided(sheet, decision));
  }

  /// Nothing changed, but lists know the app's name from now on.
  private Future<Void> named(DemoSheet sheet) {
    return referencing
        .desk()
        .evidenceChanged(office.member(), sheet.id())
        .compose(done -> asked(sheet));
  }

  private Future<Void> asked(DemoSheet sheet) {
    return switch (sheet.state()) {
      case EXPERT_REVIEW ->
          facts(sheet)
              .compose(facts ->
                  Future.all(
                      DemoWords.QUESTIONS.stream().map(one -> answered(facts, one)).toList()))
              .mapEmpty();
      case REMEDIATION ->
          facts(sheet).compose(facts -> ask(facts, DemoWords.OPEN_QUESTION, false)).mapEmpty();
      default -> Future.succeededFuture();
    };
  }

  private Future<?> answered(DossierFacts facts, Exchange exchange) {
    return ask(facts, exchange, true)
        .compose(asked ->
            referencing
                .lanes()
                .questions()
                .say(office.member(), facts, exchange.criterion(), exchange.answer()));
  }

  private Future<?> ask(DossierFacts facts, Exchange exchange, boolean stopsClock) {
    return referencing
        .lanes()
        .questions()
        .ask(office.officer(), facts, exchange.criterion(), exchange.question(), stopsClock);
  }

  private Future<DossierFacts> facts(DemoSheet sheet) {
    Set<String> criteria =
        specification().criteria().stream().map(Criterion::id).collect(Collectors.toSet());
    return past()
        .find(sheet.id())
        .map(found ->
            new DossierFacts(
                sheet.id(),
                office.organisation(),
                DossierRules.vendorMayRevise(found.orElseThrow()),
                criteria));
  }

  /// All of them as they stand.
  public Future<DemoRegister> register(List<DemoSheet> sheets) {
    List<Future<DemoRegister.Line>> lines = sheets.stream().map(this::line).toList();
    return Future.all(lines)
        .map(all -> new DemoRegister(office, lines.stream().map(Future::result).toList()));
  }

  private Future<DemoRegister.Line> line(DemoSheet sheet) {
    App client = sheet.client();
    return past()
        .find(sheet.id())
        .map(found ->
            new DemoRegister.Line(
                sheet.id(),
                sheet.reference(),
                sheet.software(),
                client == null ? null : client.clientId(),
                sheet.name(),
                found.orElseThrow().state()));
  }

  /// Has the checks run, as a vendor would, so that pages show what is really there. Nobody waits.
  public void look(List<DemoSheet> sheets) {
    sheets.forEach(sheet ->
        referencing
            .desk()
            .check(office.member(), sheet.id(), Set.of())
            .onFailure(failed -> LOG.warn("{} is not checked: {}", sheet.software(), failed)));
  }

  private Specification specification() {
    return referencing.lanes().specifications().newest();
  }

  private PastLane past() {
    return referencing.past();
  }

  private Instant ago(int days) {
    return DemoActs.morning(now, days);
  }

  private static Dossier decided(DemoSheet sheet, Decision decision) {
    return switch (Objects.requireNonNull(decision)) {
      case Decided(var events, var dossier) -> dossier;
      case Decision.Refused(var kind, var words, _) ->
          throw new IllegalStateException(
              sheet.software() + " is refused: " + kind + ", " + words.english());
    };
  }
}
