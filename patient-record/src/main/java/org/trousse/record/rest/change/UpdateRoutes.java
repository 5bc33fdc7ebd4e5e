package org.trousse.record.rest.change;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.jspecify.annotations.Nullable;
import org.trousse.record.create.HapiCaller;
import org.trousse.record.create.Setting;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.door.ReadingAccess;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.fhir.Refusal.Issue;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.record.rest.change.UpdateReader.Asked;
import org.trousse.record.rest.change.UpdateReader.NotAsked;
import org.trousse.record.rest.change.UpdateReader.Update;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.rest.edge.EdgeRoutes;
import org.trousse.record.revise.Author;
import org.trousse.record.revise.ErrorReason;
import org.trousse.record.revise.Revised;
import org.trousse.record.revise.Revised.Done;
import org.trousse.record.revise.Revised.Fault;
import org.trousse.record.revise.Revised.Overtaken;
import org.trousse.record.revise.Revised.Refused;
import org.trousse.record.revise.Revised.Unknown;
import org.trousse.record.revise.RevisionLane;
import org.trousse.record.revise.Wish;

/// `PUT /fhir/Observation/{id}` with `If-Match`: R4 http, update and managing resource contention.
public final class UpdateRoutes {
  private static final int OBSERVATION_BYTES_MAX = 64 * 1024;
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"([1-9][0-9]{0,4})\"");

  private static final Refusal NO_VERSION =
      new Refusal(
          428,
          "required",
          "Dites quelle version vous remplacez : If-Match, avec l'ETag de votre lecture.",
          "Say which version you replace: If-Match, with the ETag of what you read.");

  private static final Refusal OVERTAKEN =
      new Refusal(
          412,
          "conflict",
          "Cette mesure a changé depuis votre lecture : relisez-la, puis recommencez.",
          "This reading changed since you read it: read it again, then try again.");

  private final ReadingStore store;
  private final RevisionLane lane;
  private final HapiCaller hapi;
  private final DoorRoutes door;
  private final String base;
  private final Clock clock;

  /// @param base the FHIR base address
  public UpdateRoutes(
      ReadingStore store,
      RevisionLane lane,
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

  /// Before the routes that refuse other methods.
  public void mount(Router router) {
    router
        .put("/fhir/Observation/:id")
        .handler(BodyHandler.create(false).setBodyLimit(OBSERVATION_BYTES_MAX))
        .handler(EdgeRoutes::onlyFhir)
        .handler(door.opened(this::update));
  }

  private void update(RoutingContext context, Guest guest) {
    String sent = EdgeRoutes.body(context);
    visible(guest, String.valueOf(context.pathParam("id")))
        .onSuccess(found -> {
          Access access = access(guest, found);
          if (access == Access.ALLOWED) {
            update(context, guest, found.orElseThrow(), sent);
          } else {
            door.deny(context, guest, access, "update");
          }
        })
        .onFailure(context::fail);
  }

  private Future<Optional<StoredReading>> visible(Guest guest, String id) {
    Optional<ReadingKey> key =
        guest.ids().readings().key(id).filter(one -> one.patient().equals(guest.patient()));
    return key.map(store::byKey).orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private static Access access(Guest guest, Optional<StoredReading> found) {
    return found
        .map(one ->
            ReadingAccess.correct(
                guest.opened(), one.reading().measure(), one.reading().effectiveAt()))
        .orElseGet(() -> ReadingAccess.readNothing(guest.opened()));
  }

  private void update(RoutingContext context, Guest guest, StoredReading now, String sent) {
    Integer seen = version(context.request().getHeader("If-Match"));
    if (seen == null || seen != now.number()) {
      EdgeRoutes.refuse(context, seen == null ? NO_VERSION : OVERTAKEN);
      return;
    }
    Setting setting =
        new Setting(base, guest.ids().patient(guest.patient()), null, clock.instant());
    hapi.<Update>beside(
            guest.encoder().encode(now),
            sent,
            (stands, asked) -> UpdateReader.read(stands, asked, setting),
            NotAsked::new)
        .onSuccess(update -> {
          switch (update) {
            case NotAsked(Refusal refusal) -> EdgeRoutes.refuse(context, refusal);
            case Asked asked -> revise(context, guest, now, asked);
          }
        })
        .onFailure(context::fail);
  }

  /// What `If-Match` names; null: nothing.
  private static @Nullable Integer version(@Nullable String tag) {
    Matcher found = TAG.matcher(tag == null ? "" : tag.strip());
    return found.matches() ? Integer.valueOf(found.group(1)) : null;
  }

  private void revise(RoutingContext context, Guest guest, StoredReading now, Asked asked) {
    Wish wish = wish(now, asked);
    if (wish == null) {
      show(context, guest, now);
      return;
    }
    lane.revise(store, now.key(), now.number(), author(guest), wish)
        .compose(revised -> noted(guest, now, revised).map(revised))
        .onSuccess(revised -> answer(context, guest, now.key(), revised))
        .onFailure(context::fail);
  }

  /// What this update comes to; null: nothing changes.
  private static @Nullable Wish wish(StoredReading now, Asked asked) {
    String note = String.join("\n", asked.notes());
    boolean isError = now.status() == Status.ENTERED_IN_ERROR;
    boolean shouldBeError = asked.status() == ObservationStatus.ENTEREDINERROR;
    if (shouldBeError && !isError) {
      return new Wish.MarkInError(ErrorReason.UNSAID, note);
    }
    if (isError && !shouldBeError) {
      return new Wish.Restore(note);
    }
    if (!asked.amounts().agreesWith(now.reading().amounts())) {
      return new Wish.Amend(asked.amounts(), null, note);
    }
    return note.isBlank() ? null : new Wish.Annotate(note);
  }

  private static Author author(Guest guest) {
    return new Author(null, guest.opened().name(), null, guest.opened().clientId());
  }

  private Future<Void> noted(Guest guest, StoredReading now, Revised revised) {
    boolean done = revised instanceof Done;
    return door.note(
        guest, "update", done, done ? Map.of(now.reading().measure(), 1) : Map.of(), "");
  }

  private void answer(RoutingContext context, Guest guest, ReadingKey key, Revised revised) {
    switch (revised) {
      case Done done ->
          store
              .byKey(key)
              .onSuccess(found ->
                  found.ifPresentOrElse(
                      one -> show(context, guest, one),
                      () -> EdgeRoutes.refuse(context, Refusal.NOT_FOUND)))
              .onFailure(context::fail);
      case Overtaken overtaken -> EdgeRoutes.refuse(context, OVERTAKEN);
      case Unknown unknown -> EdgeRoutes.refuse(context, Refusal.NOT_FOUND);
      case Refused(List<Fault> faults) -> EdgeRoutes.refuse(context, refusal(faults));
    }
  }

  private static Refusal refusal(List<Fault> faults) {
    return new Refusal(422, faults.stream().map(UpdateRoutes::issue).toList());
  }

  private static Issue issue(Fault fault) {
    return switch (fault) {
      case IN_ERROR, NOT_IN_ERROR ->
          issue(
              "status",
              "une mesure marquée comme erreur est d'abord rétablie, seule",
              "a reading that is marked as an error is restored first, by itself");
      case NO_VALUE ->
          issue("value", "une valeur corrigée est une valeur", "an amended value is a value");
      case NOT_BELIEVED, SAME_VALUE ->
          issue(
              "value", "une valeur que personne ne croirait", "a value that nobody would believe");
      case NOTE_MISSING, NOTE_TOO_LONG ->
          issue("note", "500 caractères au plus", "at most 500 characters");
    };
  }

  private static Issue issue(String part, String french, String english) {
    String where = "Observation." + part;
    return new Issue(
        "business-rule", where + " : " + french + ".", where + ": " + english + ".", where);
  }

  private static void show(RoutingContext context, Guest guest, StoredReading reading) {
    context.response().putHeader("ETag", "W/\"" + reading.version() + "\"");
    EdgeRoutes.send(context, 200, guest.encoder().encode(reading));
  }
}
