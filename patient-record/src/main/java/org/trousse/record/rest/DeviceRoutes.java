package org.trousse.record.rest;

import static org.trousse.record.rest.EdgeRoutes.notAllowed;
import static org.trousse.record.rest.EdgeRoutes.refuse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.record.door.Access;
import org.trousse.record.door.ReadingAccess;
import org.trousse.record.door.Right;
import org.trousse.record.fhir.DeviceEncoder;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.StoredReading.Source;
import org.trousse.sdk.measure.Measure;

/// What `Observation.device` leads to, for whoever may read an Observation that names it. Any other
/// device is as unknown as one that does not exist. One instance for each event loop.
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

  private void read(RoutingContext context, Guest guest) {
    Set<Measure> readable =
        Arrays.stream(Measure.values())
            .filter(measure -> guest.opened().mayRead(measure) == Right.HELD)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Measure.class)));
    OptionalLong key = guest.ids().device(String.valueOf(context.pathParam("id")));
    if (readable.isEmpty() || key.isEmpty()) {
      Access access = ReadingAccess.readNothing(guest.opened());
      door.deny(context, guest, access, "read: Device");
      return;
    }
    store
        .device(guest.patient(), key.getAsLong(), readable)
        .compose(
            found -> door.note(guest, "read", found.isPresent(), Map.of(), "Device").map(found))
        .onSuccess(found ->
            found.ifPresentOrElse(
                device -> show(context, guest, device), () -> refuse(context, Refusal.NOT_FOUND)))
        .onFailure(context::fail);
  }

  private static void show(RoutingContext context, Guest guest, Source device) {
    byte[] json = DeviceEncoder.encode(device, guest.ids().device(device.key()));
    String tag = ObservationRoutes.tag(json);
    String known = context.request().getHeader("If-None-Match");
    boolean unchanged = known != null && (known.contains(tag) || known.equals("*"));
    HttpServerResponse response =
        EdgeRoutes.head(context, unchanged ? 304 : 200).putHeader("ETag", tag);
    (unchanged ? response.end() : response.end(Buffer.buffer(json))).onFailure(context::fail);
  }
}
