package org.trousse.consent.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Consent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.grant.GrantVersion;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.sdk.PatientId;

final class ConsentResourceTest {
  private static final Instant GIVEN = Instant.parse("2026-11-22T08:00:00Z");
  private static final Instant END = Instant.parse("2026-12-22T08:00:00Z");
  private static final Set<Permission> BOTH =
      Set.of(Permission.read(DataKind.GLUCOSE), Permission.add(DataKind.BODY_WEIGHT));

  private static final App APP =
      new App(
          "app",
          SecurityProfile.SMART_PUBLIC,
          AppStatus.ACTIVE,
          1,
          new AppEntry(
              "software",
              "Demo app",
              "Demo editor",
              "REF-1",
              new AppEntry.Text("pour essayer", "to try"),
              List.of(),
              Set.of(),
              null,
              null,
              "RS256",
              false,
              List.of(),
              List.of(),
              null,
              null));

  private static Consent parsed(GrantStatus status) {
    Instant ended = status == GrantStatus.ENDED ? GIVEN.plusSeconds(60) : null;
    Grant grant =
        new Grant(
            UUID.randomUUID(),
            new PatientId(7),
            "app",
            1,
            UUID.randomUUID(),
            status,
            2,
            BOTH,
            GIVEN,
            true,
            Duration.DAYS_30,
            GIVEN,
            END,
            ended,
            null);
    GrantVersion version =
        new GrantVersion(
            grant.id(), 2, GIVEN, null, "given", status, BOTH, GIVEN, END, null, null, null);
    String json = ConsentResource.of(grant, version, APP, "abc").toString();
    return FhirContext.forR4Cached()
        .newJsonParser()
        .setParserErrorHandler(new StrictErrorHandler())
        .parseResource(Consent.class, json);
  }

  @Test
  @Tag("consent-122")
  void it_says_who_may_do_what_from_when_until_when() {
    Consent consent = parsed(GrantStatus.ACTIVE);

    assertThat(consent.getStatus()).isEqualTo(Consent.ConsentState.ACTIVE);
    assertThat(consent.getPatient().getReference()).isEqualTo("Patient/abc");
    assertThat(consent.getProvision().getPeriod().getEnd()).isEqualTo(END.toString());
    assertThat(consent.getProvision().getDataPeriod().getStart()).isEqualTo(GIVEN.toString());
    assertThat(consent.getProvision().getProvision())
        .extracting(
            nested -> nested.getActionFirstRep().getCodingFirstRep().getCode(),
            nested -> nested.getCode().size())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("access", 3),
            org.assertj.core.groups.Tuple.tuple("collect", 1));
  }

  @Test
  @Tag("consent-122")
  void it_is_inactive_as_soon_as_the_grant_ends_and_says_when_that_was() {
    Consent consent = parsed(GrantStatus.ENDED);

    assertThat(consent.getStatus()).isEqualTo(Consent.ConsentState.INACTIVE);
    assertThat(consent.getProvision().getPeriod().getEnd())
        .isEqualTo(GIVEN.plusSeconds(60).toString());
  }
}
