package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.rest.SearchIT.bundle;
import static org.trousse.record.rest.SearchIT.observations;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.record.door.App;
import org.trousse.record.door.Opening;
import org.trousse.record.fhir.R4Validator;
import org.trousse.sdk.measure.Measure;

/// Who did something about a reading, as a resource. All data are synthetic.
final class PractitionerIT {
  private static final String NURSE = "6b1f7a52-0d3e-4c77-9a44-3f2a51c0de01";
  private static final String GONE = "6b1f7a52-0d3e-4c77-9a44-3f2a51c0de02";
  private static final String IDLE = "6b1f7a52-0d3e-4c77-9a44-3f2a51c0de03";

  private static Clinic clinic;
  private App app;

  @BeforeAll
  static void open() throws SQLException {
    clinic = new Clinic();
    for (String who : new String[] {NURSE, IDLE}) {
      clinic.ask(
          "with entered as (insert into record.professional (id, given, family, profession, rpps,"
              + " synthetic, entered_at) values ('"
              + who
              + "', 'Ines', 'Synthetic', '60', '9990000000"
              + who.substring(35)
              + "', true, now()) returning 1) select count(*)::text from entered");
    }
    acted(1, NURSE);
    acted(2, GONE);
  }

  private static void acted(int number, String account) {
    clinic.ask(
        "with acted as (insert into record.reading_act (patient, measure, reported_at, device,"
            + " native_id, number, at, act, version, account, author, profession, note)"
            + " select patient, measure, reported_at, device, native_id, "
            + number
            + ", now(), 4, 1, '"
            + account
            + "', 'Ines Synthetic', '60', '' from record.reading where measure = 4 and patient = "
            + Clinic.MAUD.value()
            + " limit 1 returning 1) select count(*)::text from acted");
  }

  @AfterAll
  static void close() {
    clinic.close();
  }

  @BeforeEach
  void hands_out_tokens() {
    app = new App(Clinic.MAUD, "app-1").reads(Measure.BODY_WEIGHT);
    clinic.opens("token", app);
    clinic.opens("own", new Opening.Own(Clinic.MAUD));
  }

  @Test
  void a_provenance_leads_to_who_did_it() {
    String who = reference("token", 0);

    HttpResponse<String> answer = clinic.get("token", "/" + who);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(R4Validator.errors(answer.body())).isEmpty();
    Practitioner nurse = Clinic.JSON.parseResource(Practitioner.class, answer.body());
    assertThat(nurse.getNameFirstRep().getFamily()).isEqualTo("Synthetic");
    assertThat(nurse.getIdentifierFirstRep().getValue()).isEqualTo("99900000001");
    assertThat(nurse.getQualificationFirstRep().getCode().getCodingFirstRep().getCode())
        .isEqualTo("60");
    assertThat(nurse.getMeta().getSecurityFirstRep().getCode()).isEqualTo("HTEST");
  }

  @Test
  void who_is_in_the_register_no_longer_is_called_as_they_were() {
    HttpResponse<String> answer = clinic.get("token", "/" + reference("token", 1));

    assertThat(answer.statusCode()).isEqualTo(200);
    Practitioner gone = Clinic.JSON.parseResource(Practitioner.class, answer.body());
    assertThat(gone.getNameFirstRep().getText()).isEqualTo("Ines Synthetic");
    assertThat(gone.hasIdentifier()).isFalse();
  }

  @Test
  void nobody_else_is_found_and_an_id_is_one_readers_own() {
    String apps = reference("token", 0);
    String own = reference("own", 0);

    assertThat(own).isNotEqualTo(apps);
    assertThat(clinic.get("own", "/" + apps).statusCode()).isEqualTo(404);
    assertThat(clinic.get("own", "/Practitioner/" + IDLE.replace("-", "")).statusCode())
        .isEqualTo(404);
    assertThat(clinic.get("own", "/Practitioner/" + NURSE.replace("-", "")).statusCode())
        .isEqualTo(200);
    app.reads(Measure.BLOOD_GLUCOSE);
    assertThat(clinic.get("token", "/" + apps).statusCode()).isEqualTo(404);
  }

  private static String reference(String token, int place) {
    String weight =
        observations(bundle(clinic.get(token, "/Observation?code=29463-7&_count=1")))
            .getFirst()
            .getIdElement()
            .getIdPart();
    return ((Provenance)
            bundle(clinic.get(token, "/Provenance?target=Observation/" + weight))
                .getEntry()
                .get(place)
                .getResource())
        .getAgentFirstRep()
        .getWho()
        .getReference();
  }
}
