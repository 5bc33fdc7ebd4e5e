package org.trousse.record.fhir;

import static org.trousse.record.fhir.JsonBytes.quoted;

/// What this server says of itself.
final class Capability {
  /// When the statement last changed.
  private static final String DATE = "2026-11-22";

  private Capability() {}

  /// R4 CapabilityStatement.
  ///
  /// @param base the FHIR base address
  static String statement(String base) {
    return """
    {"resourceType":"CapabilityStatement","status":"active","date":%s,"kind":"instance",
    "software":{"name":"Trousse"},
    "implementation":{"description":"Readings of connected devices in a patient's record",
    "url":%s},
    "fhirVersion":"4.0.1","format":["application/fhir+json","json"],
    "rest":[{"mode":"server",
    "security":{"cors":false,
        "description":"A bearer token (RFC 6750) that opens one patient's record"},
    "resource":[{"type":"Observation",
    "supportedProfile":["http://hl7.org/fhir/StructureDefinition/vitalsigns",
    "http://hl7.org/fhir/StructureDefinition/bp",
    "http://hl7.org/fhir/StructureDefinition/bodyweight",
    "http://hl7.org/fhir/StructureDefinition/bodytemp"],
    "interaction":[{"code":"read"},{"code":"search-type"}],
    "versioning":"no-version","conditionalRead":"not-match",
    "searchParam":[
    {"name":"patient","definition":"http://hl7.org/fhir/SearchParameter/clinical-patient",
    "type":"reference","documentation":"The token's own patient; also without it"},
    {"name":"subject","definition":"http://hl7.org/fhir/SearchParameter/Observation-subject",
    "type":"reference","documentation":"As patient"},
    {"name":"code","definition":"http://hl7.org/fhir/SearchParameter/clinical-code",
    "type":"token","documentation":"LOINC or MDC, with or without system, comma for or"},
    {"name":"category","definition":"http://hl7.org/fhir/SearchParameter/Observation-category",
    "type":"token"},
    {"name":"date","definition":"http://hl7.org/fhir/SearchParameter/clinical-date",
    "type":"date","documentation":"eq ge gt le lt sa eb; without an offset in UTC.\s
        Sorts by date or -date (default); _count up to %d"}
    ]},
    {"type":"Device",
    "documentation":"A device that a reading in the token's own record names",
    "interaction":[{"code":"read"}],
    "versioning":"no-version","conditionalRead":"not-match"}
    ]}]}\
    """
        .formatted(quoted(DATE), quoted(base), SearchQuestion.COUNT_MAX)
        .replace("\n", "");
  }
}
