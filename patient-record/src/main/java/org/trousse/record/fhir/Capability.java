package org.trousse.record.fhir;

import static org.trousse.record.fhir.JsonBytes.quoted;

/// What this server says of itself.
public final class Capability {
  /// When the statement last changed.
  private static final String DATE = "2026-11-22";

  private Capability() {}

  /// R4 CapabilityStatement.
  ///
  /// @param publicUrl the server's address, without a slash at its end
  /// @param countMax readings on a page
  public static String statement(String publicUrl, int countMax) {
    return """
    {"resourceType":"CapabilityStatement","status":"active","date":%s,"kind":"instance",
    "software":{"name":"Trousse"},
    "implementation":{"description":"Readings of connected devices in a patient's record",
    "url":%s},
    "fhirVersion":"4.0.1","format":["application/fhir+json","json","application/fhir+ndjson"],
    "rest":[{"mode":"server",
    "security":{"cors":true,
    "extension":[{"url":"http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris",
    "extension":[{"url":"token","valueUri":%s},{"url":"authorize","valueUri":%s},
    {"url":"register","valueUri":%s},{"url":"manage","valueUri":%s}]}],
    "service":[{"coding":[{
    "system":"http://terminology.hl7.org/CodeSystem/restful-security-service",
    "code":"SMART-on-FHIR"}]}],
        "description":"A token (RFC 6750, RFC 9449) that opens one patient's record, as far as the\s
        patient allowed; ids differ for each app"},
    "interaction":[{"code":"batch"},{"code":"transaction"}],
    "resource":[{"type":"Observation",
    "supportedProfile":["http://hl7.org/fhir/StructureDefinition/vitalsigns",
    "http://hl7.org/fhir/StructureDefinition/bp",
    "http://hl7.org/fhir/StructureDefinition/bodyweight",
    "http://hl7.org/fhir/StructureDefinition/bodytemp"],
    "interaction":[{"code":"read"},{"code":"vread"},{"code":"history-instance"},
    {"code":"search-type"},{"code":"create"},{"code":"update"}],
    "versioning":"versioned-update","readHistory":true,"updateCreate":false,
    "conditionalCreate":true,"conditionalRead":"full-support",
    "searchInclude":["Observation:device"],
    "searchParam":[
    {"name":"_id","definition":"http://hl7.org/fhir/SearchParameter/Resource-id",
    "type":"token"},
    {"name":"_lastUpdated",
    "definition":"http://hl7.org/fhir/SearchParameter/Resource-lastUpdated",
    "type":"date","documentation":"When it became what it is, to the millisecond"},
    {"name":"patient","definition":"http://hl7.org/fhir/SearchParameter/clinical-patient",
    "type":"reference","documentation":"The token's own patient; also without it"},
    {"name":"subject","definition":"http://hl7.org/fhir/SearchParameter/Observation-subject",
    "type":"reference","documentation":"As patient"},
    {"name":"code","definition":"http://hl7.org/fhir/SearchParameter/clinical-code",
    "type":"token","documentation":"LOINC or MDC, with or without system, comma for or; aggregates of a sensor's\s
        days by 107931-8, 97507-8, 105273-7, 97506-0, 104638-2, 106793-3, 104636-6, 104637-4, MED-969\s
        or MED-972, apart from readings"},
    {"name":"category","definition":"http://hl7.org/fhir/SearchParameter/Observation-category",
    "type":"token"},
    {"name":"date","definition":"http://hl7.org/fhir/SearchParameter/clinical-date",
    "type":"date","documentation":"eq ne ge gt le lt sa eb ap, comma for or; without an offset in\s
        UTC. Sorts by date, -date (default), _lastUpdated or -_lastUpdated; _count up to %d, 0 for\s
        the total alone; _total and _summary=count are exact"},
    {"name":"status","definition":"http://hl7.org/fhir/SearchParameter/Observation-status",
    "type":"token","documentation":"Also :not, as code and category"},
    {"name":"device","definition":"http://hl7.org/fhir/SearchParameter/Observation-device",
    "type":"reference"}
    ],
    "operation":[{"name":"lastn",
    "definition":"http://hl7.org/fhir/OperationDefinition/Observation-lastn",
    "documentation":"max up to 100; those entered in error only when status asks for them"},
    {"name":"stats",
    "definition":"http://hl7.org/fhir/OperationDefinition/Observation-stats",
    "documentation":"Every derived number by default, each with its definition; a period by GET is\s
        start/end"}]},
    {"type":"Device",
    "documentation":"A device that a reading names which the token may read",
    "interaction":[{"code":"read"}],
    "versioning":"no-version","conditionalRead":"not-match"},
    {"type":"Patient","interaction":[{"code":"read"},{"code":"search-type"}],
    "searchParam":[{"name":"_id","definition":"http://hl7.org/fhir/SearchParameter/Resource-id",
    "type":"token"}],
    "operation":[{"name":"everything",
    "definition":"http://hl7.org/fhir/OperationDefinition/Patient-everything",
    "documentation":"Patient, Device, Observation; pages of _count Observations, or whole with\s
        Accept: application/fhir+ndjson"}]},
    {"type":"Consent",
    "documentation":"What the patient allowed the app that asks, in every version",
    "interaction":[{"code":"read"},{"code":"search-type"},{"code":"history-instance"}],
    "searchParam":[
    {"name":"patient","definition":"http://hl7.org/fhir/SearchParameter/clinical-patient",
    "type":"reference"},
    {"name":"status","definition":"http://hl7.org/fhir/SearchParameter/Consent-status",
    "type":"token"}]},
    {"type":"RelatedPerson",
    "documentation":"Who allowed the app for a child: fhirUser of the token that asks",
    "interaction":[{"code":"read"}]},
    {"type":"Practitioner",
    "documentation":"Who did something about a reading that the token may read, as Provenance names them",
    "interaction":[{"code":"read"}]},
    {"type":"Provenance",
    "documentation":"Who amended, annotated, validated a reading or marked it as an error",
    "interaction":[{"code":"read"},{"code":"search-type"}],
    "searchParam":[{"name":"target",
    "definition":"http://hl7.org/fhir/SearchParameter/Provenance-target","type":"reference"}]},
    {"type":"Subscription",
    "extension":[{"url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/\
    capabilitystatement-subscriptiontopic-canonical","valueCanonical":%s}],
    "supportedProfile":[
    "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription"],
    "documentation":"An app's own, by rest-hook, id-only, signed; only the status can be changed",
    "interaction":[{"code":"read"},{"code":"search-type"},{"code":"create"},{"code":"update"},
    {"code":"delete"}],
    "searchParam":[
    {"name":"_id","definition":"http://hl7.org/fhir/SearchParameter/Resource-id",
    "type":"token"},
    {"name":"status","definition":"http://hl7.org/fhir/SearchParameter/Subscription-status",
    "type":"token"},
    {"name":"url","definition":"http://hl7.org/fhir/SearchParameter/Subscription-url",
    "type":"uri"},
    {"name":"criteria","definition":"http://hl7.org/fhir/SearchParameter/Subscription-criteria",
    "type":"string"}],
    "operation":[{"name":"status",
    "definition":"http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/\
    backport-subscription-status"},
    {"name":"events",
    "definition":"http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/\
    backport-subscription-events"}]},
    {"type":"AuditEvent","interaction":[{"code":"read"},{"code":"search-type"}],
    "searchParam":[
    {"name":"patient","definition":"http://hl7.org/fhir/SearchParameter/AuditEvent-patient",
    "type":"reference"},
    {"name":"date","definition":"http://hl7.org/fhir/SearchParameter/AuditEvent-date",
    "type":"date"}]}]}]}\
    """
        .formatted(
            quoted(DATE),
            quoted(publicUrl + "/fhir"),
            quoted(publicUrl + "/oauth/token"),
            quoted(publicUrl + "/oauth/authorize"),
            quoted(publicUrl + "/oauth/register"),
            quoted(publicUrl + "/applications"),
            countMax,
            quoted(publicUrl + "/fhir/SubscriptionTopic/new-reading"))
        .replace("\n", "");
  }
}
