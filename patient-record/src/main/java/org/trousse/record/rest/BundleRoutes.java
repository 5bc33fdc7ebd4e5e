package org.trousse.record.rest;

import static org.trousse.record.rest.edge.EdgeRoutes.refuse;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.record.append.NoLongerAllowed;
import org.trousse.record.append.WholeStore.Told;
import org.trousse.record.create.Bundled.Entries;
import org.trousse.record.create.Bundled.Entry;
import org.trousse.record.create.Bundled.Get;
import org.trousse.record.create.Bundled.NoBundle;
import org.trousse.record.create.Bundled.Post;
import org.trousse.record.create.Bundled.Refused;
import org.trousse.record.create.CreateLane;
import org.trousse.record.create.Draft;
import org.trousse.record.create.HapiCaller;
import org.trousse.record.create.Understanding.Understood;
import org.trousse.record.create.Understanding.Wrong;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.fhir.Answer;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.fhir.Refusal.Issue;
import org.trousse.record.rest.CreateRoutes.Written;
import org.trousse.record.rest.CreateRoutes.Written.Not;
import org.trousse.record.rest.CreateRoutes.Written.Stands;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.rest.edge.EdgeRoutes;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Reading;

/// `POST /fhir`: batches, whose entries are judged alone, and transactions, which are in the record
/// wholly or not at all. One instance for each event loop.
final class BundleRoutes {
  static final int BUNDLE_BYTES_MAX = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(BundleRoutes.class);

  private final ObservationRoutes observations;
  private final CreateRoutes creates;
  private final CreateLane lane;
  private final HapiCaller hapi;
  private final DoorRoutes door;

  BundleRoutes(
      ObservationRoutes observations,
      CreateRoutes creates,
      CreateLane lane,
      HapiCaller hapi,
      DoorRoutes door) {
    this.observations = observations;
    this.creates = creates;
    this.lane = lane;
    this.hapi = hapi;
    this.door = door;
  }

  void mount(Router router) {
    for (String path : List.of("/fhir", "/fhir/")) {
      router
          .post(path)
          .handler(BodyHandler.create(false).setBodyLimit(BUNDLE_BYTES_MAX))
          .handler(EdgeRoutes::onlyFhir)
          .handler(door.opened(this::bundle));
    }
  }

  private void bundle(RoutingContext context, Guest guest) {
    String json = EdgeRoutes.body(context);
    hapi.bundle(json, creates.setting(guest))
        .onSuccess(bundled -> {
          switch (bundled) {
            case NoBundle(Refusal refusal) -> refuse(context, refusal);
            case Entries(boolean transaction, List<Entry> entries) when transaction ->
                transaction(context, guest, entries);
            case Entries(var batch, List<Entry> entries) -> batch(context, guest, entries);
          }
        })
        .onFailure(context::fail);
  }

  private void batch(RoutingContext context, Guest guest, List<Entry> entries) {
    Locale language = CreateRoutes.language(context);
    List<Future<Answer>> answers =
        IntStream.range(0, entries.size())
            .mapToObj(i ->
                one(context, guest, entries.get(i), i)
                    .otherwise(failure -> away(failure, language)))
            .toList();
    Future.all(answers)
        .onSuccess(all -> respond(context, "batch-response", all.list()))
        .onFailure(context::fail);
  }

  private static Answer away(Throwable failure, Locale language) {
    LOG.warn("an entry of a batch failed", failure);
    return Answer.of(Refusal.AWAY, language);
  }

  private Future<Answer> one(RoutingContext context, Guest guest, Entry entry, int place) {
    Locale language = CreateRoutes.language(context);
    return switch (entry) {
      case Get(String url) -> observations.get(guest, url, language);
      case Refused(Refusal refusal) -> Future.succeededFuture(Answer.of(refusal, language));
      case Post(var observation, String ifNoneExist) ->
          creates
              .write(guest, observation, ifNoneExist, key(context, place))
              .compose(written ->
                  switch (written) {
                    case Not(Refusal refusal, var access) ->
                        Future.succeededFuture(Answer.of(refusal, language));
                    case Stands stands -> creates.answer(guest, stands, isBare(context));
                  });
    };
  }

  private static @Nullable String key(RoutingContext context, int place) {
    String key = context.request().getHeader("Idempotency-Key");
    return key == null ? null : key + "#" + place;
  }

  /// A Bundle's entries come without their content unless it is asked for.
  private static boolean isBare(RoutingContext context) {
    return !CreateRoutes.prefers(context, "return=representation");
  }

  private void transaction(RoutingContext context, Guest guest, List<Entry> entries) {
    List<Draft> drafts = new ArrayList<>();
    List<Future<Optional<Written>>> settled = new ArrayList<>();
    for (int place = 0; place < entries.size(); place++) {
      if (!(entries.get(place) instanceof Post(Understood(Draft draft), String ifNoneExist))) {
        notWhole(context, guest, refusal(entries.get(place)), place);
        return;
      }
      drafts.add(draft);
      settled.add(creates.settled(guest, draft, ifNoneExist));
    }
    Future.all(settled)
        .onSuccess(all -> addAll(context, guest, drafts, all.list()))
        .onFailure(context::fail);
  }

  private static Refusal refusal(Entry entry) {
    return switch (entry) {
      case Refused(Refusal refusal) -> refusal;
      case Post(Wrong(Refusal refusal), var condition) -> refusal;
      default ->
          Refusal.notSupported(
              "Une transaction ne contient que POST Observation.",
              "A transaction holds POST Observation only.");
    };
  }

  private void notWhole(RoutingContext context, Guest guest, Refusal refusal, int place) {
    creates
        .refused(guest, refusal)
        .onSuccess(noted -> refuse(context, within(refusal, place)))
        .onFailure(context::fail);
  }

  /// The same refusal, of an entry.
  private static Refusal within(Refusal refusal, int place) {
    String entry = "Bundle.entry[" + place + "]";
    List<Issue> issues =
        refusal.issues().stream()
            .map(issue -> new Issue(issue.code(), issue.french(), issue.english(), entry))
            .toList();
    return new Refusal(refusal.status(), issues);
  }

  private void addAll(
      RoutingContext context, Guest guest, List<Draft> drafts, List<Optional<Written>> settled) {
    for (int place = 0; place < settled.size(); place++) {
      if (settled.get(place).orElse(null) instanceof Not(Refusal refusal, Access access)) {
        refuse(context, within(refusal, place));
        return;
      }
    }
    List<Reading> readings = new ArrayList<>();
    List<Told> told = new ArrayList<>();
    for (int place = 0; place < drafts.size(); place++) {
      if (settled.get(place).isEmpty()) {
        Draft draft = drafts.get(place);
        Reading reading = creates.reading(guest, draft, key(context, place));
        readings.add(reading);
        told.add(new Told(reading, draft.extra()));
      }
    }
    lane.introduce(guest.opened(), drafts)
        .compose(known -> lane.addAll(guest.opened(), told))
        .compose(outcomes -> noted(guest, readings, outcomes).map(outcomes))
        .onSuccess(outcomes -> answer(context, guest, settled, readings, outcomes))
        .onFailure(failure -> {
          if (failure instanceof NoLongerAllowed) {
            door.deny(context, guest, Access.OVER, "create: transaction");
          } else {
            context.fail(failure);
          }
        });
  }

  private Future<Void> noted(Guest guest, List<Reading> readings, List<Outcome> outcomes) {
    Map<Measure, Integer> counts = new EnumMap<>(Measure.class);
    for (int i = 0; i < readings.size(); i++) {
      if (outcomes.get(i) == Outcome.ACCEPTED) {
        counts.merge(readings.get(i).measure(), 1, Integer::sum);
      }
    }
    boolean whole = whyNot(outcomes).isEmpty();
    return door.note(guest, "create", whole, whole ? counts : Map.of(), "transaction");
  }

  private static Optional<Outcome> whyNot(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> outcome != Outcome.ACCEPTED && outcome != Outcome.DUPLICATE)
        .findFirst();
  }

  private void answer(
      RoutingContext context,
      Guest guest,
      List<Optional<Written>> settled,
      List<Reading> readings,
      List<Outcome> outcomes) {
    Optional<Outcome> whyNot = whyNot(outcomes);
    if (whyNot.isPresent()) {
      refuse(context, CreateRoutes.refusal(whyNot.get()));
      return;
    }
    List<Future<Answer>> answers = new ArrayList<>();
    int added = 0;
    for (Optional<Written> one : settled) {
      Stands stands;
      if (one.isPresent() && one.get() instanceof Stands already) {
        stands = already;
      } else {
        boolean isNew = outcomes.get(added) == Outcome.ACCEPTED;
        stands = new Stands(CreateRoutes.key(readings.get(added++)), isNew);
      }
      answers.add(creates.answer(guest, stands, isBare(context)));
    }
    Future.all(answers)
        .onSuccess(all -> respond(context, "transaction-response", all.list()))
        .onFailure(context::fail);
  }

  private static void respond(RoutingContext context, String type, List<Answer> answers) {
    String entries =
        answers.stream()
            .map(Objects::requireNonNull)
            .map(Answer::entry)
            .collect(Collectors.joining(","));
    EdgeRoutes.send(
        context,
        200,
        "{\"resourceType\":\"Bundle\",\"type\":\""
            + type
            + "\""
            + (answers.isEmpty() ? "" : ",\"entry\":[" + entries + "]")
            + "}");
  }
}
