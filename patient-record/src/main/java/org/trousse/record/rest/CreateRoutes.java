package org.trousse.record.rest;

import static org.trousse.record.rest.edge.EdgeRoutes.head;
import static org.trousse.record.rest.edge.EdgeRoutes.refuse;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.record.append.NoLongerAllowed;
import org.trousse.record.append.WholeStore.Claimed;
import org.trousse.record.append.WholeStore.Told;
import org.trousse.record.create.CreateLane;
import org.trousse.record.create.Draft;
import org.trousse.record.create.HapiCaller;
import org.trousse.record.create.Identity;
import org.trousse.record.create.Setting;
import org.trousse.record.create.Understanding;
import org.trousse.record.create.Understanding.Understood;
import org.trousse.record.create.Understanding.Wrong;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.door.Opening.Opened;
import org.trousse.record.door.ReadingAccess;
import org.trousse.record.fhir.Answer;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.rest.CreateRoutes.Written.Not;
import org.trousse.record.rest.CreateRoutes.Written.Stands;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.rest.edge.EdgeRoutes;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Reading;

/// `POST /fhir/Observation`. One instance for each event loop.
final class CreateRoutes {
  static final int OBSERVATION_BYTES_MAX = 64 * 1024;

  private static final int KEY_CHARACTERS_MAX = 200;

  /// What became of an Observation that was to be added.
  sealed interface Written {
    /// It stands in the record.
    ///
    /// @param isNew false: it stood there already
    record Stands(ReadingKey key, boolean isNew) implements Written {}

    /// It does not.
    ///
    /// @param access when it was a matter of rights; else null
    record Not(Refusal refusal, @Nullable Access access) implements Written {
      static Not because(Refusal refusal) {
        return new Not(refusal, null);
      }
    }
  }

  private final ReadingStore store;
  private final CreateLane lane;
  private final HapiCaller hapi;
  private final DoorRoutes door;
  private final String base;
  private final Clock clock;

  CreateRoutes(
      ReadingStore store,
      CreateLane lane,
      HapiCaller hapi,
      DoorRoutes door,
      String base,
      Clock clock) {
    this.store = store;
    this.lane = lane;
    this.hapi = hapi;
    this.door = door;
    this.base = base;
    this.clock = clock;
  }

  void mount(Router router) {
    router
        .post("/fhir/Observation")
        .handler(BodyHandler.create(false).setBodyLimit(OBSERVATION_BYTES_MAX))
        .handler(EdgeRoutes::onlyFhir)
        .handler(door.opened(this::create));
  }

  private void create(RoutingContext context, Guest guest) {
    String key = context.request().getHeader("Idempotency-Key");
    if (key != null && key.length() > KEY_CHARACTERS_MAX) {
      refuse(
          context,
          Refusal.invalid(
              "Idempotency-Key : 200 caractères au plus.",
              "Idempotency-Key: at most 200 characters."));
      return;
    }
    String json = EdgeRoutes.body(context);
    hapi.observation(json, setting(guest))
        .compose(read -> write(guest, read, context.request().getHeader("If-None-Exist"), key))
        .onSuccess(written -> answer(context, guest, written))
        .onFailure(context::fail);
  }

  /// What an Observation of this guest must fit.
  Setting setting(Guest guest) {
    String app = guest.opened().clientId();
    return new Setting(
        base,
        guest.ids().patient(guest.patient()),
        app == null ? null : FhirCodes.source(app),
        clock.instant());
  }

  private void answer(RoutingContext context, Guest guest, Written written) {
    switch (written) {
      case Not(Refusal refusal, Access access) when access == null -> refuse(context, refusal);
      case Not(var refusal, Access access) -> door.turnAway(context, guest, access);
      case Stands stands ->
          answer(guest, stands, prefers(context, "return=minimal"))
              .onSuccess(answer -> send(context, answer))
              .onFailure(context::fail);
    }
  }

  private static void send(RoutingContext context, Answer answer) {
    HttpServerResponse response = head(context, answer.status());
    response.putHeader("Location", String.valueOf(answer.location()));
    if (answer.etag() != null) {
      response.putHeader("ETag", answer.etag());
    }
    if (answer.json().isEmpty()) {
      response.headers().remove("Content-Type");
      response.end().onFailure(context::fail);
    } else {
      response.end(Buffer.buffer(answer.json())).onFailure(context::fail);
    }
  }

  static boolean prefers(RoutingContext context, String preference) {
    return context.request().headers().getAll("Prefer").stream()
        .anyMatch(preferred -> preferred.replace(" ", "").contains(preference));
  }

  /// What stands, shown as far as the guest may read: an app that may only add gets the place and
  /// nothing of the content.
  ///
  /// @param bare leave the content out
  Future<Answer> answer(Guest guest, Stands stands, boolean bare) {
    int status = stands.isNew() ? 201 : 200;
    String location = base + "/Observation/" + guest.encoder().id(stands.key());
    if (bare) {
      return Future.succeededFuture(new Answer(status, "", location, null));
    }
    return store
        .byKey(stands.key())
        .map(found -> {
          Optional<StoredReading> seen = found.filter(one -> maySee(guest, one));
          return new Answer(
              status,
              seen.map(one -> new String(guest.encoder().encode(one), StandardCharsets.UTF_8))
                  .orElse(""),
              location,
              seen.map(ObservationRoutes::tag).orElse(null));
        });
  }

  private static boolean maySee(Guest guest, StoredReading one) {
    return ReadingAccess.maySee(
        guest.opened(), one.reading().measure(), one.reading().effectiveAt());
  }

  /// Adds one Observation, if this guest may add what it turned out to be.
  ///
  /// @param ifNoneExist the condition as it was sent; null without one
  /// @param key the request's Idempotency-Key, different for each entry of a batch
  Future<Written> write(
      Guest guest, Understanding read, @Nullable String ifNoneExist, @Nullable String key) {
    return switch (read) {
      case Wrong(Refusal refusal) -> refused(guest, refusal);
      case Understood(Draft draft) ->
          settled(guest, draft, ifNoneExist)
              .compose(settled ->
                  settled.isPresent()
                      ? Future.succeededFuture(settled.get())
                      : add(guest, draft, ifNoneExist != null, key));
    };
  }

  /// Notes a matter of rights; what is only malformed concerns nobody's data.
  Future<Written> refused(Guest guest, Refusal refusal) {
    Written not = Not.because(refusal);
    return refusal.equals(Refusal.NOT_YOURS)
        ? door.note(guest, "deny", false, Map.of(), "create: another record").map(not)
        : Future.succeededFuture(not);
  }

  /// Whether the draft need not, or may not, be added; empty: go on.
  Future<Optional<Written>> settled(Guest guest, Draft draft, @Nullable String ifNoneExist) {
    Access access = ReadingAccess.create(guest.opened(), draft.measure());
    if (access == Access.ALLOWED && ifNoneExist != null) {
      // a conditional create is a search too
      access =
          ReadingAccess.search(
                  guest.opened(), Set.of(draft.measure()), List.of(Set.of(draft.measure())))
              .access();
    }
    if (access != Access.ALLOWED) {
      return denied(guest, access).map(Optional::of);
    }
    return ifNoneExist == null
        ? Future.succeededFuture(Optional.empty())
        : existing(guest, draft, ifNoneExist);
  }

  private Future<Written> denied(Guest guest, Access access) {
    return door.note(guest, "deny", false, Map.of(), "create")
        .map(new Not(DoorRoutes.refusal(access), access));
  }

  private Future<Optional<Written>> existing(Guest guest, Draft draft, String ifNoneExist) {
    String condition = URLDecoder.decode(ifNoneExist.replace("+", "%2B"), StandardCharsets.UTF_8);
    String identifier = draft.identifier();
    if (identifier == null || !condition.equals("identifier=" + identifier)) {
      return Future.succeededFuture(
          Optional.of(
              Not.because(
                  new Refusal(
                      412,
                      "not-supported",
                      "If-None-Exist : attendu identifier=system|value de l'Observation même.",
                      "If-None-Exist: expected identifier=system|value of the Observation"
                          + " itself."))));
    }
    long device = Identity.device(draft.device(), guest.opened().clientId()).key();
    return store
        .byNativeId(guest.patient(), draft.measure(), device, Identity.number(identifier))
        .map(found ->
            switch (found.size()) {
              case 0 -> Optional.empty();
              case 1 -> Optional.of(new Stands(found.getFirst().key(), false));
              default -> Optional.of(Not.because(MORE_THAN_ONE));
            });
  }

  private static final Refusal MORE_THAN_ONE =
      new Refusal(
          412,
          "multiple-matches",
          "If-None-Exist : plusieurs mesures portent cet identifiant.",
          "If-None-Exist: several readings have this identifier.");

  /// A device's own readings go in batches. What is added only once goes alone, so that of several
  /// requests at once one adds it.
  private Future<Written> add(Guest guest, Draft draft, boolean conditional, @Nullable String key) {
    Reading reading = reading(guest, draft, key);
    boolean keyed = key != null && draft.identifier() == null;
    Opened who = guest.opened();
    Told told = new Told(reading, draft.extra());
    return lane.introduce(who, List.of(draft))
        .compose(known ->
            conditional || keyed
                ? lane.addUnless(who, told, !conditional)
                : lane.add(who, told).map(outcome -> new Claimed(outcome, reading.reportedAt())))
        .compose(claimed -> noted(guest, reading, claimed))
        .recover(failure ->
            failure instanceof NoLongerAllowed
                ? denied(guest, Access.OVER)
                : Future.failedFuture(failure));
  }

  Reading reading(Guest guest, Draft draft, @Nullable String key) {
    String clientId = guest.opened().clientId();
    return Identity.reading(draft, guest.patient(), clientId, key, lane.receipt());
  }

  private Future<Written> noted(Guest guest, Reading reading, Claimed claimed) {
    Outcome outcome = claimed.outcome();
    boolean isNew = outcome == Outcome.ACCEPTED;
    boolean stands = isNew || outcome == Outcome.DUPLICATE;
    Map<Measure, Integer> counts = isNew ? Map.of(reading.measure(), 1) : Map.of();
    return door.note(guest, "create", stands, counts, isNew ? "" : outcome.word())
        .map(
            stands
                ? new Stands(key(reading, claimed.reportedAt()), isNew)
                : Not.because(refusal(outcome)));
  }

  static ReadingKey key(Reading reading) {
    return key(reading, reading.reportedAt());
  }

  private static ReadingKey key(Reading reading, Instant reportedAt) {
    return new ReadingKey(
        reading.patient(),
        reading.measure(),
        reportedAt,
        reading.device().key(),
        reading.nativeId());
  }

  /// Why a reading is not in the record.
  static Refusal refusal(Outcome outcome) {
    return outcome == Outcome.CONFLICT
        ? new Refusal(
            409,
            "conflict",
            "Une mesure avec cette identité et une autre valeur est déjà dans le dossier ; elle"
                + " reste.",
            "A reading with this identity and another value is in the record already; it stays.")
        : new Refusal(
            422,
            "invalid",
            "Le dossier ne peut pas conserver cette mesure.",
            "The record cannot keep this reading.");
  }

  static Locale language(RoutingContext context) {
    return Refusal.language(context.request().getHeader("Accept-Language"));
  }
}
