package org.trousse.record.rest.change;

import static org.trousse.record.fhir.JsonBytes.quoted;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.door.ReadingAccess;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.rest.edge.EdgeRoutes;
import org.trousse.record.revise.Acted;
import org.trousse.record.revise.RevisionStore;
import org.trousse.sdk.measure.Measure;

/// `GET /fhir/Provenance?target=Observation/{id}` and `/fhir/Provenance/{id}`: who changed a
/// reading, for those who may read it.
public final class ProvenanceRoutes {
  private static final int ACTS_MAX = 10_000;

  private static final Refusal TARGET =
      Refusal.invalid(
          "target : attendu Observation/<id>, une seule fois.",
          "target: expected Observation/<id>, once.");

  private final ReadingStore store;
  private final RevisionStore acts;
  private final DoorRoutes door;
  private final String base;

  /// @param base the FHIR base address
  public ProvenanceRoutes(ReadingStore store, RevisionStore acts, DoorRoutes door, String base) {
    this.store = store;
    this.acts = acts;
    this.door = door;
    this.base = base;
  }

  /// Adds both addresses.
  public void mount(Router router) {
    router.get("/fhir/Provenance").handler(door.opened(this::search));
    router.get("/fhir/Provenance/:id").handler(door.opened(this::read));
    router.route("/fhir/Provenance*").handler(context -> EdgeRoutes.notAllowed(context, "GET"));
  }

  private void search(RoutingContext context, Guest guest) {
    List<String> targets = context.queryParam("target");
    String target = targets.size() == 1 ? targets.getFirst() : "";
    String id = target.startsWith(base + "/") ? target.substring(base.length() + 1) : target;
    if (!id.startsWith("Observation/")) {
      EdgeRoutes.refuse(context, TARGET);
      return;
    }
    String reading = id.substring("Observation/".length());
    found(
        context,
        guest,
        reading,
        all ->
            "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":"
                + all.size()
                + ",\"link\":[{\"relation\":\"self\",\"url\":"
                + quoted(base + "/Provenance?target=Observation/" + reading)
                + "}]"
                + (all.isEmpty() ? "" : ",\"entry\":[" + entries(all, reading, guest.ids()) + "]")
                + "}");
  }

  private String entries(List<Acted> all, String reading, FhirIds ids) {
    return all.stream()
        .map(one ->
            "{\"fullUrl\":"
                + quoted(base + "/Provenance/" + ProvenanceJson.id(reading, one.number()))
                + ",\"resource\":"
                + ProvenanceJson.of(one, reading, ids)
                + ",\"search\":{\"mode\":\"match\"}}")
        .collect(Collectors.joining(","));
  }

  /// The acts of one patient are few: the one with this id is looked for among them.
  private void read(RoutingContext context, Guest guest) {
    String id = String.valueOf(context.pathParam("id"));
    acts.acts(guest.patient(), List.of(Measure.values()), Instant.EPOCH, ACTS_MAX)
        .onSuccess(all -> {
          Optional<Acted> found = all.stream().filter(one -> id(guest, one).equals(id)).findFirst();
          String reading = found.map(one -> guest.encoder().id(one.key())).orElse("");
          found(
              context,
              guest,
              reading,
              these -> found.map(one -> ProvenanceJson.of(one, reading, guest.ids())).orElse(""));
        })
        .onFailure(context::fail);
  }

  private static String id(Guest guest, Acted act) {
    return ProvenanceJson.id(guest.encoder().id(act.key()), act.number());
  }

  /// What may not be read was not changed either.
  private void found(RoutingContext context, Guest guest, String reading, Shows shows) {
    Optional<ReadingKey> key =
        guest.ids().readings().key(reading).filter(one -> one.patient().equals(guest.patient()));
    key.map(store::byKey)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .onSuccess(stored -> {
          Access access = access(guest, stored);
          if (access == Access.ALLOWED) {
            shown(context, guest, stored.orElseThrow(), shows);
          } else {
            door.deny(context, guest, access, "read: provenance");
          }
        })
        .onFailure(context::fail);
  }

  private static Access access(Guest guest, Optional<StoredReading> found) {
    return found
        .map(one ->
            ReadingAccess.read(
                guest.opened(), one.reading().measure(), one.reading().effectiveAt()))
        .orElseGet(() -> ReadingAccess.readNothing(guest.opened()));
  }

  private void shown(RoutingContext context, Guest guest, StoredReading stored, Shows shows) {
    acts.acts(stored.key())
        .compose(all ->
            door.note(guest, "read", true, Map.of(stored.reading().measure(), 1), "provenance")
                .map(noted -> shows.json(all)))
        .onSuccess(json -> {
          if (json.isEmpty()) {
            EdgeRoutes.refuse(context, Refusal.NOT_FOUND);
          } else {
            EdgeRoutes.send(context, 200, json);
          }
        })
        .onFailure(context::fail);
  }

  /// What is shown of the acts; empty: nothing is there.
  @FunctionalInterface
  private interface Shows {
    String json(List<Acted> acts);
  }
}
