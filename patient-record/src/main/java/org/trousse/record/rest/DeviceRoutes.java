package org.trousse.record.rest;

import static org.trousse.record.rest.edge.EdgeRoutes.notAllowed;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.door.ReadingAccess;
import org.trousse.record.door.ReadingAccess.Searching;
import org.trousse.record.fhir.DeviceEncoder;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.StoredReading.Source;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.sdk.measure.Measure;

/// The Devices that Observations name, for who may read such an Observation. One instance for each
/// event loop.
final class DeviceRoutes {
  private final ReadingStore store;
  private final DoorRoutes door;

  DeviceRoutes(ReadingStore store, DoorRoutes door) {
    this.store = store;
    this.door = door;
  }

  void mount(Router router) {
    router.get("/fhir/Device/:id").handler(door.opened(this::read));
    router.route("/fhir/Device/:id").handler(context -> notAllowed(context, "GET"));
  }

  /// A device of which nothing may be read is as unknown as one that does not exist.
  private void read(RoutingContext context, Guest guest) {
    Searching allowed =
        ReadingAccess.search(guest.opened(), EnumSet.allOf(Measure.class), List.of());
    if (allowed.access() != Access.ALLOWED) {
      door.deny(context, guest, allowed.access(), "read: Device");
      return;
    }
    found(guest, String.valueOf(context.pathParam("id")), allowed)
        .compose(found ->
            found.isPresent()
                ? door.note(guest, "read", true, Map.of(), "Device").map(found)
                : Future.succeededFuture(found))
        .onSuccess(found ->
            found.ifPresentOrElse(
                device ->
                    ObservationRoutes.show(context, DeviceEncoder.encode(device, guest.ids())),
                () -> door.deny(context, guest, Access.HIDDEN, "read: Device")))
        .onFailure(context::fail);
  }

  private Future<Optional<Source>> found(Guest guest, String id, Searching allowed) {
    OptionalLong key = guest.ids().device(id);
    Instant from = Objects.requireNonNullElse(allowed.from(), ReadingStore.EARLIEST);
    return key.isEmpty()
        ? Future.succeededFuture(Optional.empty())
        : store.device(guest.patient(), key.getAsLong(), allowed.measures(), from);
  }
}
