package org.trousse.referencing.sandbox.door;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.trousse.referencing.sandbox.proof.DpopProof;
import org.trousse.referencing.sandbox.scene.Fault;
import org.trousse.referencing.sandbox.scene.Kind;
import org.trousse.referencing.sandbox.wire.Json;
import org.trousse.referencing.sandbox.wire.Reply;
import tools.jackson.databind.node.ObjectNode;

/// The device door over HTTP: an app registers devices, and each sends as itself. A device's
/// address is its topic: `v1/devices/NAME/readings` stands for `dg/1/TENANT/NAME/up/json1`.
final class DeviceDoor {
  private static final String TENANT = "sandbox";
  private static final int DEVICES_MAX = 20;
  private static final int HASH_CHARACTERS = 16;

  private DeviceDoor() {}

  static Reply answer(Visit visit, String path) {
    boolean post = visit.ask().method().equals("POST");
    if (post && path.isEmpty()) {
      return register(visit);
    }
    String[] steps = path.split("/", 3);
    return post && steps.length == 2 && steps[1].equals("readings")
        ? readings(visit, steps[0])
        : Reply.problem(404, "no-such-device", "No such device", "POST to …/readings.");
  }

  private static Reply register(Visit visit) {
    visit.note("does", "register");
    TokenGate.Entry entry = TokenGate.enter(visit);
    if (entry instanceof TokenGate.Entry.Refused(Reply refusal)) {
      return refusal;
    }
    Set<String> granted = ((TokenGate.Entry.Entered) entry).access().asked.granted();
    ObjectNode json = Json.parse(visit.ask().body()).orElse(Json.object());
    String name = json.path("name").asString("");
    Set<String> measures = new TreeSet<>();
    json.path("measures").forEach(measure -> measures.add(measure.asString("")));
    if (!name.matches("[A-Za-z0-9._-]{1,40}") || measures.isEmpty()) {
      return Reply.problem(400, "not-a-device", "Not a device", "name and measures are needed.");
    }
    boolean allowed =
        measures.stream()
            .allMatch(one ->
                Kind.ofMeasure(one).filter(kind -> granted.contains(kind.add())).isPresent());
    visit.note("granted", allowed ? "yes" : "no");
    if (!allowed || visit.run().devices.size() >= DEVICES_MAX) {
      return Reply.problem(403, "not-granted", "Not granted", "The patient keeps this kind.");
    }
    visit.note("device", name);
    Run.Device device =
        visit
            .run()
            .devices
            .computeIfAbsent(name, fresh -> new Run.Device(visit.run().secret(), measures));
    return Reply.json(201, members(visit.run(), name, device));
  }

  private static ObjectNode members(Run run, String name, Run.Device device) {
    ObjectNode json = Json.object();
    json.put("tenant", TENANT);
    json.put("id", name);
    json.put("username", name + "@" + TENANT);
    json.put("password", device.password);
    device.measures.forEach(json.putArray("measures")::add);
    String host = Optional.ofNullable(URI.create(run.issuer()).getHost()).orElse("localhost");
    json.putObject("mqtt").put("host", host);
    json.put("readings", run.issuer() + "/v1/devices/" + name + "/readings");
    return json;
  }

  private static Reply readings(Visit visit, String name) {
    visit.note("does", "send");
    visit.note("device", name);
    visit.note("tls", visit.run().issuer().startsWith("https://") ? "yes" : "within one machine");
    Optional<String[]> basic = basic(visit.ask().header("authorization").orElse(""));
    basic.ifPresent(found ->
        visit.note("credential", DpopProof.sha256(found[1]).substring(0, HASH_CHARACTERS)));
    basic.ifPresent(found -> visit.note("signedInAs", found[0].split("@", 2)[0]));
    Run.Device signedIn =
        basic.map(found -> visit.run().devices.get(found[0].split("@", 2)[0])).orElse(null);
    if (signedIn == null || !signedIn.password.equals(basic.orElseThrow()[1])) {
      visit.note("standing", "unknown");
      return Reply.problem(401, "sign-in", "Sign in", "Use the device's own name and password.");
    }
    boolean own = visit.run().devices.get(name) == signedIn;
    visit.note("own", own ? "yes" : "no");
    if (!own) {
      visit.note("standing", "live");
      return Reply.problem(403, "not-your-device", "Not your device", "Send as yourself.");
    }
    return taken(visit, name, signedIn);
  }

  private static Reply taken(Visit visit, String name, Run.Device device) {
    boolean firstDevice = visit.run().devices.keySet().iterator().next().equals(name);
    if (visit.run().plays(Fault.DEVICE_ENDED) && firstDevice && device.readings > 0) {
      device.ended = true;
    }
    visit.note("standing", device.ended ? "ended" : "live");
    if (device.ended) {
      return Reply.problem(403, "device-ended", "Device ended", "Stop: this device was ended.");
    }
    device.readings++;
    ObjectNode json = Json.object();
    json.putArray("records").addObject().put("outcome", "accepted");
    return Reply.json(200, json);
  }

  private static Optional<String[]> basic(String header) {
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(6).strip());
      String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      return parts.length == 2 ? Optional.of(parts) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
