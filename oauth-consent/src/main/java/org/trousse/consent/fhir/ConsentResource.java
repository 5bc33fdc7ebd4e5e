package org.trousse.consent.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.trousse.consent.app.App;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.grant.GrantVersion;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Direction;
import org.trousse.consent.permission.Permission;

/// A version of a grant as a FHIR R4 `Consent`: one nested provision for each permission.
public final class ConsentResource {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";
  private static final String LOINC = "http://loinc.org";

  private ConsentResource() {}

  /// The grant as it stood in that version.
  ///
  /// @param patient the patient's id as the reader knows it
  public static ObjectNode of(Grant grant, GrantVersion version, App app, String patient) {
    ObjectNode consent = JSON.objectNode();
    consent.put("resourceType", "Consent").put("id", grant.id().toString());
    consent
        .putObject("meta")
        .put("versionId", Integer.toString(version.version()))
        .put("lastUpdated", instant(version.at()));
    consent.put("status", status(version.status()));
    consent.set("scope", concept(TERMINOLOGY + "consentscope", "patient-privacy"));
    consent.putArray("category").add(concept(LOINC, "59284-0"));
    consent.putObject("patient").put("reference", "Patient/" + patient);
    consent.put("dateTime", instant(version.at()));
    consent.putArray("performer").addObject().put("reference", "Patient/" + patient);
    consent.putArray("organization").addObject().put("display", app.entry().legalName());
    consent.set("policyRule", concept(TERMINOLOGY + "v3-ActCode", "OPTIN"));
    consent.set("provision", provision(grant, version, app));
    return consent;
  }

  private static String status(GrantStatus status) {
    return status == GrantStatus.ACTIVE ? "active" : "inactive";
  }

  private static ObjectNode provision(Grant grant, GrantVersion version, App app) {
    Instant until =
        grant.endedAt() != null && version.status() == GrantStatus.ENDED
            ? grant.endedAt()
            : version.endsAt();
    ObjectNode provision = JSON.objectNode();
    provision.put("type", "permit");
    provision.putObject("period").put("start", instant(grant.givenAt())).put("end", instant(until));
    ObjectNode actor = provision.putArray("actor").addObject();
    actor.set("role", concept(TERMINOLOGY + "v3-RoleClass", "AGNT"));
    actor
        .putObject("reference")
        .put("display", app.entry().name())
        .putObject("identifier")
        .put("value", app.clientId());
    if (version.historyFrom() != null) {
      provision.putObject("dataPeriod").put("start", instant(version.historyFrom()));
    }
    ArrayNode nested = provision.putArray("provision");
    version.permissions().stream().sorted().forEach(one -> nested.add(permission(one)));
    return provision;
  }

  private static ObjectNode permission(Permission permission) {
    ObjectNode nested = JSON.objectNode();
    nested.put("type", "permit");
    String action = permission.direction() == Direction.READ ? "access" : "collect";
    nested.putArray("action").add(concept(TERMINOLOGY + "consentaction", action));
    String type = permission.kind() == DataKind.IDENTITY ? "Patient" : "Observation";
    nested
        .putArray("class")
        .addObject()
        .put("system", "http://hl7.org/fhir/resource-types")
        .put("code", type);
    if (!permission.kind().loinc().isEmpty()) {
      ArrayNode codes = nested.putArray("code");
      permission.kind().loinc().forEach(code -> codes.add(concept(LOINC, code)));
    }
    return nested;
  }

  private static ObjectNode concept(String system, String code) {
    ObjectNode concept = JSON.objectNode();
    concept.putArray("coding").addObject().put("system", system).put("code", code);
    return concept;
  }

  private static String instant(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
