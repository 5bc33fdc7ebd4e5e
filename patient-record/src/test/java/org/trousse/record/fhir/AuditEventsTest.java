package org.trousse.record.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.audit.Event;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// IHE's profiles (BALP 1.1.4) are not at hand for the validator, so what they demand beyond R4 is
/// asserted here.
final class AuditEventsTest {
  private static final UUID TOKEN = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final AuditEvents EVENTS =
      new AuditEvents(
          FhirIds.own("a secret of 16 b".getBytes(StandardCharsets.UTF_8)), "https://t.example");

  @ParameterizedTest
  @Tag("consent-121")
  @ValueSource(
      strings = {"read", "search", "create", "deny", "grant", "revoke", "token", "refresh"})
  void every_event_is_valid_r4(String what) {
    String json = EVENTS.json(event(what, TOKEN));
    assertThat(json).contains("\"meta\":{\"profile\":[\"https://profiles.ihe.net/ITI/BALP/");
    json = json.replaceFirst("\"meta\":\\{[^}]*},", "");

    assertThat(R4Validator.errors(json)).isEmpty();
    assertThat(R4Validator.errors(json.replace("\"recorded\":", "\"noted\":"))).isNotEmpty();
  }

  @Test
  @Tag("consent-121")
  void the_use_of_a_token_names_it_by_its_id_as_balp_minimal_asks() {
    AuditEvent read = parsed(event("read", TOKEN));

    AuditEventAgentComponent user = agent(read, "UserOauthAgent");
    assertThat(user.getRequestor()).isTrue();
    assertThat(user.getPolicy()).singleElement().hasToString("UriType[" + TOKEN + "]");
    assertThat(agent(read, "110152").getWho().getIdentifier().getValue()).isEqualTo("app-1");
    assertThat(read.getSubtypeFirstRep().getCode()).isEqualTo("read");
    assertThat(read.getEntityFirstRep().getWhat().getReference()).startsWith("Patient/");
  }

  @Test
  @Tag("consent-121")
  void the_issue_of_a_token_has_the_shape_of_iua_71() {
    AuditEvent issued = parsed(event("token", TOKEN));

    assertThat(issued.getType().getCode()).isEqualTo("110114");
    assertThat(issued.getSubtype()).singleElement().matches(one -> one.getCode().equals("ITI-71"));
    assertThat(issued.getAction()).isEqualTo(AuditEvent.AuditEventAction.E);
    assertThat(issued.getOutcome().toCode()).isEqualTo("0");
    assertThat(issued.getAgent()).hasSize(3);
    assertThat(agent(issued, "110150").hasNetwork()).isTrue();
    assertThat(agent(issued, "AuthzOauthService").hasNetwork()).isTrue();
    assertThat(agent(issued, "IRCP").hasNetwork()).isFalse();
    assertThat(agent(issued, "IRCP").getRequestor()).isTrue();
    assertThat(issued.getEntity())
        .singleElement()
        .matches(entity -> entity.getRole().getCode().equals("24") && entity.hasQuery())
        .matches(entity -> !entity.hasWhat());
  }

  @Test
  void a_refusal_is_no_success() {
    assertThat(parsed(event("deny", TOKEN)).getOutcome().toCode()).isEqualTo("4");
  }

  @Test
  void a_consultation_names_the_professional_and_says_when_glass_was_broken() {
    AuditEvent treated = parsed(consultation("60 normal"));
    AuditEvent urgent = parsed(consultation("10 bris_de_glace"));

    assertThat(treated.getType().getCode()).isEqualTo("110110");
    assertThat(treated.getSubtypeFirstRep().getCode()).isEqualTo("consult");
    assertThat(treated.getAction()).isEqualTo(AuditEvent.AuditEventAction.R);
    assertThat(agent(treated, "110152").getWho().getDisplay()).isEqualTo("Synthetic nurse");
    assertThat(agent(treated, "110152").getRequestor()).isTrue();
    assertThat(treated.getPurposeOfEventFirstRep().getCodingFirstRep().getCode())
        .isEqualTo("TREAT");
    assertThat(urgent.getPurposeOfEventFirstRep().getCodingFirstRep().getCode()).isEqualTo("BTG");
  }

  @Test
  void a_notification_is_an_export_to_the_app_by_nobodys_token() {
    AuditEvent told = parsed(event("notify", null));

    assertThat(told.getType().getCode()).isEqualTo("110106");
    assertThat(told.getSubtypeFirstRep().getCode()).isEqualTo("notify");
    assertThat(told.getAction()).isEqualTo(AuditEvent.AuditEventAction.R);
    assertThat(agent(told, "110152").getWho().getIdentifier().getValue()).isEqualTo("app-1");
    assertThat(told.getAgent()).hasSize(2);
  }

  private static Event consultation(String detail) {
    return new Event(
        Instant.parse("2026-11-22T08:00:00.123456Z"),
        UUID.fromString("00000000-0000-4000-8000-000000000003"),
        new PatientId(0x101),
        "consult",
        null,
        "Synthetic nurse",
        UUID.fromString("00000000-0000-4000-8000-000000000004"),
        null,
        true,
        Map.of(Measure.BODY_WEIGHT, 0),
        detail);
  }

  private static AuditEventAgentComponent agent(AuditEvent event, String code) {
    return event.getAgent().stream()
        .filter(agent -> agent.getType().getCodingFirstRep().getCode().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static AuditEvent parsed(Event event) {
    return FhirContext.forR4Cached()
        .newJsonParser()
        .setParserErrorHandler(new StrictErrorHandler())
        .parseResource(AuditEvent.class, EVENTS.json(event));
  }

  private static Event event(String what, @Nullable UUID token) {
    boolean door = what.equals("read") || what.equals("search") || what.equals("create");
    return new Event(
        Instant.parse("2026-11-22T08:00:00.123456Z"),
        UUID.fromString("00000000-0000-4000-8000-000000000002"),
        new PatientId(0x101),
        what,
        "app-1",
        "Synthetic app",
        null,
        token,
        !what.equals("deny"),
        door ? Map.of(Measure.BODY_WEIGHT, 2) : Map.of(),
        what.equals("deny") ? "search" : "");
  }
}
