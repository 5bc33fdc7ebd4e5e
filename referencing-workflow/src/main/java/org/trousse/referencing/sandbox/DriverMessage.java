package org.trousse.referencing.sandbox;

import java.net.URI;
import java.time.Instant;
import org.trousse.referencing.sandbox.door.Run;
import org.trousse.referencing.sandbox.scene.GivenReading;
import org.trousse.referencing.sandbox.scene.Instruction;
import org.trousse.referencing.sandbox.scene.Scene;
import org.trousse.referencing.sandbox.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// What the platform tells a test driver (docs/test-driver.md).
final class DriverMessage {
  static final String PROTOCOL = "trousse-test-driver/1";

  private DriverMessage() {}

  /// The first message of a scene.
  static ObjectNode begin(String id, Run run, Instant now) {
    Scene scene = run.scene();
    ObjectNode json = head("begin", id, scene, now);
    json.put("fhirBase", run.fhirBase());
    json.put("clientId", Run.clientId());
    var instructions = json.putArray("instructions");
    for (Instruction instruction : scene.instructions()) {
      ObjectNode one = instructions.addObject().put("do", instruction.word());
      instruction.numbers().forEach(one::put);
    }
    var readings = json.putArray("readings");
    scene.readings().forEach(reading -> fill(readings.addObject(), reading));
    return json;
  }

  /// Where the browser came back.
  static ObjectNode cameBack(String id, Run run, URI at, Instant now) {
    return head("return", id, run.scene(), now).put("cameBack", at.toString());
  }

  private static ObjectNode head(String step, String id, Scene scene, Instant now) {
    return Json.object()
        .put("protocol", PROTOCOL)
        .put("step", step)
        .put("run", id)
        .put("scene", scene.id())
        .put("sentAt", now.toString());
  }

  private static void fill(ObjectNode json, GivenReading reading) {
    json.put("id", reading.id());
    json.put("kind", reading.kind().word());
    reading.amounts().forEach(json::put);
    json.put("unit", reading.unit());
    json.put("time", reading.time());
    GivenReading.DeviceClock clock = reading.clock();
    if (clock != null) {
      json.putObject("clock").put("shows", clock.shows()).put("at", clock.at());
    }
    if (reading.error() != null) {
      json.put("error", reading.error());
    }
    if (reading.test()) {
      json.put("test", true);
    }
    json.put("device", reading.device());
    if (reading.round() > 0) {
      json.put("round", reading.round());
    }
  }
}
