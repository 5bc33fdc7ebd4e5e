package org.trousse.record.fhir;

import static org.trousse.record.fhir.JsonBytes.quoted;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.record.audit.Event;

/// The trail as R4 AuditEvents: the use of a token in the shape of IHE BALP's
/// OAUTHaccessTokenUse.Minimal, the making of one in that of IHE.IUA.71.
public final class AuditEvents {
  private static final String DCM = "http://dicom.nema.org/resources/ontology/DCM";
  private static final String BALP = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/";
  private static final String AGENTS =
      "https://profiles.ihe.net/ITI/BALP/CodeSystem/UserAgentTypes";
  private static final String EVENTS = "http://terminology.hl7.org/CodeSystem/audit-event-type";
  private static final String ENTITIES = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
  private static final String ROLES = "http://terminology.hl7.org/CodeSystem/object-role";
  private static final String PARTICIPATIONS =
      "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
  private static final String INTERACTIONS = "http://hl7.org/fhir/restful-interaction";

  /// Our own words for decisions.
  private static final String DECISIONS = "urn:trousse:decision";

  private static final String REASONS = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

  /// What professionals do in a record (DICOM 110110, Patient Record).
  private static final Set<String> BY_PROFESSIONALS =
      Set.of("consult", "consult-list", "emergency");

  /// Readings named to an app that subscribed (DICOM 110106, Export).
  private static final String NOTIFY = "notify";

  /// What they do there at a visit begins with it.
  private static final String VISIT = "visit-";

  private static final Set<String> TOKENS = Set.of("token", "refresh");
  private static final Map<String, String> AT_THE_DOOR =
      Map.of("read", "read", "search", "search-type", "create", "create", "update", "update");

  private final FhirIds ids;
  private final String publicUrl;

  /// What `ids` may see.
  ///
  /// @param publicUrl the server's address as clients know it, without a slash at its end
  public AuditEvents(FhirIds ids, String publicUrl) {
    this.ids = ids;
    this.publicUrl = publicUrl;
  }

  public String json(Event event) {
    boolean token = TOKENS.contains(event.what()) && event.allowed() && event.clientId() != null;
    List<String> parts = new ArrayList<>();
    parts.add("\"resourceType\":\"AuditEvent\"");
    parts.add("\"id\":" + quoted(event.id().toString()));
    if (token) {
      parts.add(profile("IHE.IUA.71"));
    } else if (event.tokenId() != null) {
      parts.add(profile("IHE.BasicAudit.OAUTHaccessTokenUse.Minimal"));
    }
    parts.addAll(token ? tokenKind() : kind(event));
    parts.add("\"recorded\":" + quoted(event.at().toString()));
    parts.add("\"outcome\":" + quoted(event.allowed() ? "0" : "4"));
    if (!event.detail().isEmpty()) {
      parts.add("\"outcomeDesc\":" + quoted(event.detail()));
    }
    parts.add("\"agent\":[" + String.join(",", token ? tokenAgents(event) : agents(event)) + "]");
    parts.add(
        "\"source\":{\"site\":" + quoted(publicUrl) + ",\"observer\":" + named("Trousse") + "}");
    parts.add(
        "\"entity\":[" + String.join(",", token ? tokenEntity(event) : entities(event)) + "]");
    return "{" + String.join(",", parts) + "}";
  }

  private static String profile(String name) {
    return "\"meta\":{\"profile\":[" + quoted(BALP + name) + "]}";
  }

  private static List<String> tokenKind() {
    return List.of(
        "\"type\":" + coding(DCM, "110114"),
        "\"subtype\":[" + coding("urn:ihe:event-type-code", "ITI-71") + "]",
        "\"action\":\"E\"");
  }

  private static List<String> kind(Event event) {
    String interaction = AT_THE_DOOR.get(event.what());
    if (interaction != null) {
      String action =
          switch (event.what()) {
            case "create" -> "C";
            case "search" -> "E";
            case "update" -> "U";
            default -> "R";
          };
      return List.of(
          "\"type\":" + coding(EVENTS, "rest"),
          "\"subtype\":[" + coding(INTERACTIONS, interaction) + "]",
          "\"action\":\"" + action + "\"");
    }
    if (event.what().equals(NOTIFY)) {
      return List.of(
          "\"type\":" + coding(DCM, "110106"),
          "\"subtype\":[" + coding(DECISIONS, NOTIFY) + "]",
          "\"action\":\"R\"");
    }
    if (isByProfessional(event)) {
      return List.of(
          "\"type\":" + coding(DCM, "110110"),
          "\"subtype\":[" + coding(DECISIONS, event.what()) + "]",
          "\"action\":" + quoted(action(event)),
          "\"purposeOfEvent\":[{\"coding\":[" + coding(REASONS, reason(event)) + "]}]");
    }
    return List.of(
        "\"type\":" + coding(DCM, "110100"),
        "\"subtype\":[" + coding(DECISIONS, event.what()) + "]",
        "\"action\":\"E\"");
  }

  private static boolean isByProfessional(Event event) {
    return BY_PROFESSIONALS.contains(event.what()) || event.what().startsWith(VISIT);
  }

  private static String action(Event event) {
    return switch (event.what()) {
      case "visit-add", "visit-hand-over" -> "C";
      case "visit-end" -> "E";
      default -> event.what().startsWith(VISIT) ? "U" : "R";
    };
  }

  /// Break the glass, or treatment.
  private static String reason(Event event) {
    return event.detail().endsWith("bris_de_glace") ? "BTG" : "TREAT";
  }

  /// For a read the server is the source and the client the destination; else the other way round.
  private List<String> agents(Event event) {
    List<String> agents = new ArrayList<>();
    if (event.tokenId() != null) {
      agents.add(
          agent(
              AGENTS,
              "UserOauthAgent",
              "\"requestor\":true,\"policy\":[" + quoted(event.tokenId().toString()) + "]"));
    }
    boolean read =
        event.what().equals("read")
            || event.what().equals(NOTIFY)
            || BY_PROFESSIONALS.contains(event.what());
    agents.add(
        agent(
            DCM,
            read ? "110152" : "110153",
            "\"who\":" + client(event) + ",\"requestor\":" + (event.tokenId() == null)));
    agents.add(agent(DCM, read ? "110153" : "110152", server()));
    return agents;
  }

  private List<String> tokenAgents(Event event) {
    return List.of(
        agent(
            DCM,
            "110150",
            "\"who\":"
                + client(event)
                + ",\"requestor\":false,\"network\":{\"address\":\"not recorded\"}"),
        agent(AGENTS, "AuthzOauthService", server()),
        agent(PARTICIPATIONS, "IRCP", "\"who\":" + patient(event) + ",\"requestor\":true"));
  }

  private String server() {
    return "\"who\":"
        + named("Trousse")
        + ",\"requestor\":false,\"network\":{\"address\":"
        + quoted(publicUrl)
        + ",\"type\":\"5\"}";
  }

  private String client(Event event) {
    String clientId = event.clientId();
    if (clientId == null) {
      return event.person() == null
          ? patient(event)
          : "{\"identifier\":{\"system\":"
              + quoted(publicUrl)
              + ",\"value\":"
              + quoted(event.person().toString())
              + "}"
              + display(event)
              + "}";
    }
    return "{\"identifier\":{\"system\":"
        + quoted(publicUrl)
        + ",\"value\":"
        + quoted(clientId)
        + "}"
        + (event.appName() == null ? "" : ",\"display\":" + quoted(event.appName()))
        + "}";
  }

  /// A professional's name; of who decided about one it is not theirs.
  private static String display(Event event) {
    return event.appName() != null && isByProfessional(event)
        ? ",\"display\":" + quoted(event.appName())
        : "";
  }

  private String patient(Event event) {
    return "{\"reference\":" + quoted("Patient/" + ids.patient(event.patient())) + "}";
  }

  private List<String> entities(Event event) {
    List<String> entities = new ArrayList<>();
    entities.add(entity("\"what\":" + patient(event) + ",", "1", "1", ""));
    if (!event.counts().isEmpty()) {
      String counts =
          event.counts().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(one ->
                  "{\"type\":"
                      + quoted(one.getKey().word())
                      + ",\"valueString\":"
                      + quoted(one.getValue().toString())
                      + "}")
              .collect(Collectors.joining(","));
      entities.add(
          entity(
              "\"what\":" + named("Observation") + ",", "2", "4", ",\"detail\":[" + counts + "]"));
    }
    return entities;
  }

  /// The request without its secrets: what is left of it is the kind of grant.
  private static List<String> tokenEntity(Event event) {
    String query = "grant=" + event.what();
    return List.of(
        entity(
            "",
            "2",
            "24",
            ",\"query\":"
                + quoted(
                    Base64.getEncoder().encodeToString(query.getBytes(StandardCharsets.UTF_8)))));
  }

  private static String entity(String before, String type, String role, String after) {
    return "{"
        + before
        + "\"type\":"
        + coding(ENTITIES, type)
        + ",\"role\":"
        + coding(ROLES, role)
        + after
        + "}";
  }

  private static String agent(String system, String code, String rest) {
    return "{\"type\":{\"coding\":[" + coding(system, code) + "]}," + rest + "}";
  }

  private static String coding(String system, String code) {
    return "{\"system\":" + quoted(system) + ",\"code\":" + quoted(code) + "}";
  }

  private static String named(String display) {
    return "{\"display\":" + quoted(display) + "}";
  }
}
