package org.trousse.record.rest.change;

import static org.trousse.record.fhir.JsonBytes.quoted;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.door.ReadingAccess;
import org.trousse.record.professional.Professional;
import org.trousse.record.professional.ProfessionalStore;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.rest.edge.EdgeRoutes;
import org.trousse.record.revise.Acted;
import org.trousse.record.revise.RevisionStore;
import org.trousse.sdk.measure.Measure;

/// `GET /fhir/Practitioner/{id}`: who did something about a reading, for those who may read it; a
/// Provenance leads there. Nobody else is found, whoever is in the register.
public final class PractitionerRoutes {
  private static final int ACTS_MAX = 10_000;

  private static final String RPPS = "https://rpps.esante.gouv.fr";

  private final RevisionStore acts;
  private final ProfessionalStore professionals;
  private final DoorRoutes door;

  public PractitionerRoutes(RevisionStore acts, ProfessionalStore professionals, DoorRoutes door) {
    this.acts = acts;
    this.professionals = professionals;
    this.door = door;
  }

  /// Adds the address.
  public void mount(Router router) {
    router.get("/fhir/Practitioner/:id").handler(door.opened(this::read));
    router.route("/fhir/Practitioner*").handler(context -> EdgeRoutes.notAllowed(context, "GET"));
  }

  private void read(RoutingContext context, Guest guest) {
    String id = String.valueOf(context.pathParam("id"));
    acts.acts(guest.patient(), List.of(Measure.values()), Instant.EPOCH, ACTS_MAX)
        .compose(all -> found(guest, all, id))
        .compose(found ->
            found.isEmpty()
                ? Future.succeededFuture(found)
                : door.note(guest, "read", true, Map.of(), "Practitioner").map(found))
        .onSuccess(found ->
            found.ifPresentOrElse(
                json -> EdgeRoutes.send(context, 200, json),
                () ->
                    door.deny(
                        context, guest, ReadingAccess.readNothing(guest.opened()), "Practitioner")))
        .onFailure(context::fail);
  }

  /// As the register has them, else as they were called when they did it.
  private Future<Optional<String>> found(Guest guest, List<Acted> all, String id) {
    Optional<Acted> acted =
        all.stream()
            .filter(one -> one.author().profession() != null && one.author().account() != null)
            .filter(one -> maySee(guest, one))
            .filter(one ->
                guest.ids().practitioner(Objects.requireNonNull(one.author().account())).equals(id))
            .findFirst();
    return acted.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : professionals
            .find(Objects.requireNonNull(acted.get().author().account()))
            .map(known ->
                Optional.of(
                    known.map(one -> json(id, one)).orElseGet(() -> json(id, acted.get()))));
  }

  /// When it was measured is the reading's own; where history is limited, its reported time tells.
  private static boolean maySee(Guest guest, Acted act) {
    return ReadingAccess.read(guest.opened(), act.key().measure(), act.key().reportedAt())
        == Access.ALLOWED;
  }

  private static String json(String id, Professional one) {
    return "{\"resourceType\":\"Practitioner\",\"id\":"
        + quoted(id)
        + (one.synthetic()
            ? ",\"meta\":{\"security\":[{\"system\":"
                + "\"http://terminology.hl7.org/CodeSystem/v3-ActReason\",\"code\":\"HTEST\"}]}"
            : "")
        + ",\"identifier\":[{\"system\":"
        + quoted(RPPS)
        + ",\"value\":"
        + quoted(one.rpps())
        + "}],\"name\":[{\"family\":"
        + quoted(one.family())
        + ",\"given\":["
        + quoted(one.given())
        + "]}]"
        + qualification(one.profession().code())
        + "}";
  }

  private static String json(String id, Acted act) {
    return "{\"resourceType\":\"Practitioner\",\"id\":"
        + quoted(id)
        + ",\"name\":[{\"text\":"
        + quoted(act.author().name())
        + "}]"
        + qualification(Objects.requireNonNull(act.author().profession()))
        + "}";
  }

  private static String qualification(String code) {
    return ",\"qualification\":[{\"code\":{\"coding\":[{\"system\":"
        + quoted(ProvenanceJson.PROFESSION)
        + ",\"code\":"
        + quoted(code)
        + "}]}}]";
  }
}
