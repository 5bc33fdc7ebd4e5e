package org.trousse.referencing.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One run of the app.
final class PlayedRun {
  final ObjectNode begin;
  final Deque<JsonNode> todo = new ArrayDeque<>();
  final String issuer;
  final Map<String, String> devices = new LinkedHashMap<>();
  String verifier = "";
  String state = "";
  String nonce = "";
  String access = "";
  String refresh = "";
  String scope = "";
  String patient = "";
  boolean stopped;

  PlayedRun(ObjectNode begin) {
    this.begin = begin;
    this.issuer = begin.path("fhirBase").asString("").replaceFirst("/fhir$", "");
    begin.path("instructions").forEach(todo::add);
  }

  String fhir() {
    return issuer + "/fhir";
  }
}
