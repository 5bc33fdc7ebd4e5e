package org.trousse.record.rest;

import static org.trousse.record.fhir.JsonBytes.quoted;
import static org.trousse.record.rest.edge.EdgeRoutes.notAllowed;
import static org.trousse.record.rest.edge.EdgeRoutes.refuse;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.door.Opening.Opened;
import org.trousse.record.door.Right;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.PatientRow;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.rest.edge.EdgeRoutes;

/// The one Patient that a token knows: by name where the patient allowed it, by id alone where the
/// token only says who its user is. Never the INS. One instance for each event loop.
final class PatientRoutes {
  private final ReadingStore store;
  private final DoorRoutes door;
  private final String base;

  PatientRoutes(ReadingStore store, DoorRoutes door, String base) {
    this.store = store;
    this.door = door;
    this.base = base;
  }

  void mount(Router router) {
    router.get("/fhir/Patient").handler(door.opened(this::search));
    router.get("/fhir/Patient/:id").handler(door.opened(this::read));
    router.route("/fhir/Patient").handler(context -> notAllowed(context, "GET"));
    router.route("/fhir/Patient/:id").handler(context -> notAllowed(context, "GET"));
  }

  private void read(RoutingContext context, Guest guest) {
    String id = String.valueOf(context.pathParam("id"));
    answer(context, guest, id, "read");
  }

  private void search(RoutingContext context, Guest guest) {
    String asked = context.queryParams().get("_id");
    String own = guest.ids().patient(guest.patient());
    answer(context, guest, asked == null ? own : asked, "search");
  }

  private void answer(RoutingContext context, Guest guest, String id, String what) {
    Access access = access(guest.opened());
    boolean theirs = guest.ids().patient(id).equals(Optional.of(guest.patient()));
    if (access != Access.ALLOWED) {
      door.deny(context, guest, access, what + ": Patient");
    } else if (!theirs && what.equals("read")) {
      door.deny(context, guest, Access.HIDDEN, what + ": Patient");
    } else {
      known(guest, theirs)
          .compose(found -> door.note(guest, what, true, Map.of(), "Patient").map(found))
          .onSuccess(found -> show(context, guest, found, what))
          .onFailure(context::fail);
    }
  }

  /// Whether who the patient is may be read, be it the id alone.
  static Access access(Opened who) {
    return switch (who.mayReadIdentity()) {
      case HELD -> Access.ALLOWED;
      case NOT_GRANTED -> who.isFhirUser() ? Access.ALLOWED : Access.FORBIDDEN;
      case OVER -> Access.OVER;
      case STALE -> Access.STALE;
    };
  }

  private Future<Optional<PatientRow>> known(Guest guest, boolean theirs) {
    return theirs ? store.patient(guest.patient()) : Future.succeededFuture(Optional.empty());
  }

  private void show(RoutingContext context, Guest guest, Optional<PatientRow> found, String what) {
    Optional<String> json = found.map(row -> json(guest, row));
    if (what.equals("search")) {
      EdgeRoutes.send(context, 200, bundle(guest, json));
    } else {
      json.ifPresentOrElse(
          one -> EdgeRoutes.send(context, 200, one), () -> refuse(context, Refusal.NOT_FOUND));
    }
  }

  private String bundle(Guest guest, Optional<String> json) {
    String url = base + "/Patient/" + guest.ids().patient(guest.patient());
    return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":"
        + (json.isPresent() ? 1 : 0)
        + json.map(one ->
                ",\"entry\":[{\"fullUrl\":"
                    + quoted(url)
                    + ",\"resource\":"
                    + one
                    + ",\"search\":{\"mode\":\"match\"}}]")
            .orElse("")
        + "}";
  }

  /// R4 Patient.
  static String json(Guest guest, PatientRow row) {
    boolean named = guest.opened().mayReadIdentity() == Right.HELD;
    return "{\"resourceType\":\"Patient\",\"id\":"
        + quoted(guest.ids().patient(row.id()))
        + (row.synthetic() ? TEST_DATA : "")
        + (named
            ? ",\"name\":[{\"use\":\"official\",\"family\":"
                + quoted(row.family())
                + ",\"given\":["
                + quoted(row.given())
                + "]}],\"birthDate\":"
                + quoted(row.birthDate().toString())
            : "")
        + "}";
  }

  /// HL7 v3 ActReason: test health data.
  private static final String TEST_DATA =
      ",\"meta\":{\"security\":[{\"system\":"
          + "\"http://terminology.hl7.org/CodeSystem/v3-ActReason\",\"code\":\"HTEST\"}]}";
}
