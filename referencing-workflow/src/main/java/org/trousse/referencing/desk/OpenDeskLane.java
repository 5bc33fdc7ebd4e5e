package org.trousse.referencing.desk;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.trousse.referencing.check.CheckRun;
import org.trousse.referencing.check.CheckRun.Trigger;
import org.trousse.referencing.check.CheckRunLane.Start;
import org.trousse.referencing.check.CheckStore;
import org.trousse.referencing.desk.DeskStore.Beside;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Decision.Refused;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Dossier.Identity;
import org.trousse.referencing.dossier.DossierRules;
import org.trousse.referencing.dossier.Event;
import org.trousse.referencing.dossier.Evidence;
import org.trousse.referencing.dossier.refusal.Refusals;
import org.trousse.referencing.evidence.EvidenceStore;
import org.trousse.referencing.history.DossierLane;
import org.trousse.referencing.history.HistoryPage;
import org.trousse.referencing.history.HistoryStore;
import org.trousse.referencing.history.ManifestStore;
import org.trousse.referencing.history.ManifestStore.Version;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.member.Access;
import org.trousse.referencing.member.Action;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.Who.OfficerWho;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.member.register.OfficerStore;
import org.trousse.referencing.process.FindingLane;
import org.trousse.referencing.process.FindingLane.Order;
import org.trousse.referencing.process.ProcessLane;
import org.trousse.referencing.question.QuestionStore;
import org.trousse.referencing.revision.RevisionLane;
import org.trousse.referencing.text.Text;

/// The desk over the stores: first whether they may, then the act, then what the platform does
/// about it.
public final class OpenDeskLane implements DeskLane {
  private static final Text TOO_LONG =
      new Text(
          "Un manifeste a au plus 524 288 caractères, sans caractère nul. Rien n’a été gardé.",
          "A manifest has at most 524,288 characters, none of them NUL. Nothing was kept.");
  private static final Text NO_MANIFEST =
      new Text(
          "Corrigez d’abord le manifeste : les contrôles regardent ce qu’il déclare.",
          "Mend the manifest first: checks look at what it declares.");
  private static final Text ENDED = new Text("Le dossier est clos.", "The dossier has ended.");
  private static final Text TAKEN =
      new Text(
          "Une autre personne a pris ce dossier : demandez-lui de le rendre.",
          "Somebody else has taken this dossier: ask them to give it back.");

  private final Parts parts;
  private final DeskStore desk;
  private final ViewLane views;
  private final Supplier<UUID> ids;
  private final Clock clock;

  /// What the desk works on.
  public record Parts(
      DossierLane dossiers,
      RevisionLane revisions,
      EvidenceStore files,
      QuestionStore questions,
      CheckStore checks,
      OfficerStore officers,
      FindingLane findings,
      ProcessLane process) {}

  public OpenDeskLane(Parts parts, Pool pool, Supplier<UUID> ids, Clock clock) {
    this.parts = parts;
    this.desk = new DeskStore(pool);
    this.views =
        new ViewLane(
            parts.dossiers(),
            parts.revisions(),
            parts.files(),
            parts.questions(),
            parts.checks(),
            parts.officers(),
            desk,
            clock);
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Future<Answer<DossierView>> begin(Vendor who) {
    return begin(who, ids.get().toString());
  }

  /// A new draft for an app that had a dossier before.
  public Future<Answer<DossierView>> begin(Vendor who, String software) {
    return MemberLane.when(
        who,
        Action.EDIT_DOSSIER,
        who.organisation(),
        () ->
            desk.number()
                .map(number -> identity(who, software, number))
                .compose(identity -> parts.dossiers().begin(identity, ActRules.vendor(who)))
                .compose(decision -> viewed(who, decision)));
  }

  private Identity identity(Vendor who, String software, long number) {
    int year = clock.instant().atOffset(ZoneOffset.UTC).getYear();
    String reference = String.format(Locale.ROOT, "TR-%d-%04d", year, number);
    return new Identity(ids.get(), reference, software, who.organisation());
  }

  private Future<Answer<DossierView>> viewed(Who who, Decision decision) {
    return switch (decision) {
      case Refused(_, var words, _) -> Future.succeededFuture(new Answer.Refused<>(words));
      case Decided(var events, var dossier) -> views.view(who, dossier).map(Given::new);
    };
  }

  @Override
  public Future<Answer<DossierView>> saveManifest(Vendor who, UUID dossier, String json) {
    if (json.length() > ManifestStore.CHARACTERS_MAX || json.indexOf('\0') >= 0) {
      return Future.succeededFuture(new Answer.Refused<>(TOO_LONG));
    }
    return at(
        who,
        dossier,
        Action.EDIT_DOSSIER,
        found ->
            parts
                .dossiers()
                .saveManifest(dossier, json, ActRules.vendor(who))
                .compose(saved -> revised(who, found)));
  }

  @Override
  public Future<Answer<DossierView>> evidenceChanged(Vendor who, UUID dossier) {
    return at(who, dossier, Action.EDIT_DOSSIER, found -> revised(who, found));
  }

  /// A refusal here only says that officers judge: the draft is kept all the same.
  private Future<Answer<DossierView>> revised(Vendor who, Dossier dossier) {
    return parts
        .revisions()
        .refresh(ActRules.vendor(who), dossier.id())
        .compose(done -> find(dossier.id()))
        .compose(after ->
            views
                .view(who, after.orElse(dossier))
                .compose(view -> named(view).map(kept -> new Given<>(view))));
  }

  /// Keeps what lists show of the newest manifest.
  private Future<Void> named(DossierView view) {
    if (view.manifest().isEmpty()) {
      return Future.succeededFuture();
    }
    Manifest now = view.manifest().get();
    UUID id = view.dossier().id();
    int judged = view.dossier().standing().judgedManifest();
    Future<Optional<Manifest>> before =
        judged == 0
            ? Future.succeededFuture(Optional.empty())
            : parts.revisions().manifest(id, judged);
    return before.compose(old -> {
      Set<Flag> flags = old.map(one -> Flag.between(one, now)).orElse(EnumSet.noneOf(Flag.class));
      return desk.keep(id, now.name(), flags);
    });
  }

  @Override
  public Future<Answer<DossierView>> view(Who who, UUID dossier) {
    return at(who, dossier, Action.READ_DOSSIER, found -> views.view(who, found).map(Given::new));
  }

  @Override
  public Future<Answer<Decision>> act(Who who, UUID dossier, Act act) {
    return find(dossier)
        .compose(found -> {
          if (found.isEmpty()) {
            return Future.succeededFuture(new Answer.Unknown<>());
          }
          return switch (ActRules.decide(who, act, found.get().identity().organisation())) {
            case Access.Hidden() -> Future.succeededFuture(new Answer.Unknown<>());
            case Access.NotAllowed(var why) -> Future.succeededFuture(new Answer.NotAllowed<>(why));
            case Access.Allowed() -> acted(who, found.get(), act);
          };
        });
  }

  private Future<Answer<Decision>> acted(Who who, Dossier dossier, Act act) {
    if (act instanceof Act.Revise || act instanceof Act.Find || act instanceof Act.Escalate) {
      return Future.succeededFuture(new Given<>(Refusals.NOT_YOURS));
    }
    return informed(dossier, act)
        .compose(known -> parts.dossiers().act(dossier.id(), known, ActRules.actor(who)))
        .onSuccess(decision -> {
          if (ProcessLane.changed(decision)) {
            parts.process().look(dossier.id());
          }
        })
        .map(Given::new);
  }

  private Future<Act> informed(Dossier dossier, Act act) {
    return ActRules.opines(dossier, act)
        ? views.bench(dossier).map(bench -> ActRules.before(bench, act))
        : Future.succeededFuture(act);
  }

  @Override
  public Future<Answer<Start>> check(Who who, UUID dossier, Set<String> criteria) {
    return at(
        who,
        dossier,
        Action.RUN_CHECKS,
        found ->
            found.state().ended()
                ? Future.succeededFuture(new Answer.Refused<>(ENDED))
                : subject(who, found)
                    .compose(subject ->
                        subject
                            .map(one -> start(who, found, one, criteria))
                            .orElseGet(
                                () -> Future.succeededFuture(new Answer.Refused<>(NO_MANIFEST)))));
  }

  /// What a run looks at.
  private record Looked(int version, Manifest manifest) {}

  /// A vendor tries its newest draft; an officer what the dossier stands on.
  private Future<Optional<Looked>> subject(Who who, Dossier dossier) {
    Evidence evidence = dossier.evidence();
    Future<Optional<Looked>> standing =
        evidence == null
            ? Future.succeededFuture(Optional.empty())
            : parts
                .revisions()
                .manifest(dossier.id(), evidence.manifest())
                .map(one -> one.map(manifest -> new Looked(evidence.manifest(), manifest)));
    return who instanceof Vendor
        ? newest(dossier.id())
            .compose(one -> one.isPresent() ? Future.succeededFuture(one) : standing)
        : standing;
  }

  private Future<Optional<Looked>> newest(UUID dossier) {
    return parts
        .dossiers()
        .manifests()
        .versions(dossier)
        .compose(versions -> parts.revisions().newest(dossier, versions))
        .map(read -> {
          Version version = read.version();
          return version == null
              ? Optional.empty()
              : read.manifest().map(manifest -> new Looked(version.version(), manifest));
        });
  }

  private Future<Answer<Start>> start(
      Who who, Dossier dossier, Looked looked, Set<String> criteria) {
    Trigger trigger = who instanceof Vendor ? Trigger.VENDOR : Trigger.OFFICER;
    Order order = new Order(dossier.id(), looked.manifest(), looked.version(), trigger, criteria);
    return parts.findings().start(order, () -> parts.process().look(dossier.id())).map(Given::new);
  }

  @Override
  public Future<Answer<CheckRun>> run(Who who, UUID dossier, UUID run) {
    return at(
        who,
        dossier,
        Action.READ_DOSSIER,
        found ->
            parts
                .checks()
                .find(dossier, run)
                .map(one -> one.<Answer<CheckRun>>map(Given::new).orElseGet(Answer.Unknown::new)));
  }

  @Override
  public Future<Answer<DossierView.Past>> history(Who who, UUID dossier, HistoryPage.Ask ask) {
    return at(who, dossier, Action.READ_DOSSIER, found -> views.past(found, ask).map(Given::new));
  }

  @Override
  public Future<Answer<List<Event>>> events(OfficerWho who, UUID dossier) {
    return at(who, dossier, Action.READ_DOSSIER, found -> views.events(found).map(Given::new));
  }

  @Override
  public Future<Answer<List<QueueLine>>> dossiers(Vendor who) {
    return MemberLane.when(
        who,
        Action.READ_DOSSIER,
        who.organisation(),
        () -> history().dossiers(who.organisation()).compose(this::lines).map(Given::new));
  }

  @Override
  public Future<Answer<List<QueueLine>>> queue(OfficerWho who) {
    return history()
        .dossiers(QueueRules.QUEUE)
        .compose(all -> lines(open(who, all, one -> true)))
        .map(lines -> new Given<>(lines.stream().sorted(QueueRules.URGENT).toList()));
  }

  @Override
  public Future<Answer<List<QueueLine>>> register(OfficerWho who) {
    return history()
        .dossiers(QueueRules.REGISTER)
        .compose(all -> lines(open(who, all, one -> one.standing().listedAt() != null)))
        .map(Given::new);
  }

  /// Whoever has an interest in an organisation sees none of its dossiers.
  private static List<Dossier> open(OfficerWho who, List<Dossier> all, Predicate<Dossier> which) {
    return all.stream()
        .filter(one -> !who.interestedIn(one.identity().organisation()))
        .filter(which)
        .toList();
  }

  private Future<List<QueueLine>> lines(List<Dossier> all) {
    Instant now = clock.instant();
    return desk.beside(all.stream().map(Dossier::id).toList())
        .map(beside -> all.stream().map(one -> line(one, beside, now)).toList());
  }

  private static QueueLine line(Dossier dossier, Map<UUID, Beside> beside, Instant now) {
    return QueueRules.line(dossier, Objects.requireNonNull(beside.get(dossier.id())), now);
  }

  @Override
  public Future<Answer<QueueLine>> take(OfficerWho who, UUID dossier, boolean mine) {
    boolean lead = who.role() == Officer.Role.LEAD;
    return at(
        who,
        dossier,
        Action.READ_DOSSIER,
        found ->
            (mine
                    ? desk.take(dossier, who.account(), lead, clock.instant())
                    : desk.giveBack(dossier, who.account(), lead))
                .compose(done ->
                    done
                        ? lines(List.of(found)).map(all -> new Given<>(all.getFirst()))
                        : Future.succeededFuture(new Answer.Refused<>(TAKEN))));
  }

  private HistoryStore history() {
    return parts.dossiers().history();
  }

  private Future<Optional<Dossier>> find(UUID dossier) {
    return history().find(dossier);
  }

  private <T> Future<Answer<T>> at(
      Who who, UUID id, Action action, Function<Dossier, Future<Answer<T>>> then) {
    return find(id)
        .compose(found ->
            found.isEmpty()
                ? Future.succeededFuture(new Answer.Unknown<>())
                : MemberLane.when(
                    who,
                    action,
                    found.get().identity().organisation(),
                    () -> then.apply(found.get())));
  }

  /// What must be said to have been seen of a dossier.
  public static String snapshot(DossierView view) {
    return DossierRules.snapshot(view.dossier());
  }
}
