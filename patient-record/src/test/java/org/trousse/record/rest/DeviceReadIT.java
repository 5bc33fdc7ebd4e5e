package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.record.door.App;
import org.trousse.record.door.Opening;
import org.trousse.record.fhir.R4Validator;
import org.trousse.sdk.measure.Measure;

/// `Observation.device` leads somewhere, and only for whoever may read that Observation.
final class DeviceReadIT {
  private static Clinic clinic;

  @BeforeAll
  static void open() throws SQLException {
    clinic = new Clinic();
    clinic.opens("mauds", new Opening.Own(DemoHistory.MAUD));
    clinic.opens("others", new Opening.Own(DemoHistory.OTHER));
  }

  @AfterAll
  static void close() {
    clinic.close();
  }

  @Test
  void the_device_that_a_reading_names_can_be_read() {
    Reference named = deviceOf("29463-7", "mauds");

    HttpResponse<String> read = get(named.getReference(), "mauds");

    assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
    Device device = Clinic.JSON.parseResource(Device.class, read.body());
    assertThat(named.getReference()).isEqualTo("Device/" + device.getIdElement().getIdPart());
    assertThat(device.getDeviceNameFirstRep().getName())
        .isEqualTo(named.getDisplay())
        .isEqualTo("Demo meter");
    assertThat(device.getType().getCodingFirstRep().getCode()).isEqualTo("528401");
    assertThat(read.body()).isEqualTo(Clinic.JSON.encodeResourceToString(device));
  }

  @Test
  void it_is_valid_and_the_validator_is_not_blind() {
    String json = get(deviceOf("29463-7", "mauds").getReference(), "mauds").body();

    assertThat(R4Validator.errors(json)).isEmpty();
    assertThat(R4Validator.errors(json.replace("user-friendly-name", "nickname"))).isNotEmpty();
  }

  @Test
  void a_device_that_the_record_was_told_nothing_of_is_still_a_device() {
    Reference named = deviceOf("8310-5", "others");

    HttpResponse<String> read = get(named.getReference(), "others");

    assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
    assertThat(Clinic.JSON.parseResource(Device.class, read.body()).getDeviceName()).isEmpty();
    assertThat(R4Validator.errors(read.body())).isEmpty();
  }

  @Test
  void a_device_of_somebody_else_is_as_unknown_as_a_made_up_one() {
    String scale = deviceOf("29463-7", "others").getReference();
    assertThat(get(scale, "others").statusCode()).isEqualTo(200);

    HttpResponse<String> foreign = get(scale, "mauds");

    HttpResponse<String> unknown = get("Device/0000000000000001", "mauds");
    HttpResponse<String> nonsense = get("Device/made-up", "mauds");
    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(foreign.body()).contains("not-found");
    assertThat(foreign.body()).isEqualTo(unknown.body()).isEqualTo(nonsense.body());
  }

  @Test
  void asks_for_a_token_like_every_read() {
    String meter = deviceOf("29463-7", "mauds").getReference();

    assertThat(clinic.get("", "/" + meter).statusCode()).isEqualTo(401);
    assertThat(get(meter, "guessed").statusCode()).isEqualTo(401);
  }

  @Test
  void an_app_knows_the_device_by_another_id_and_only_if_it_may_read_what_names_it() {
    clinic.opens("weight", new App(DemoHistory.MAUD, "app-1").reads(Measure.BODY_WEIGHT));
    clinic.opens("none", new App(DemoHistory.MAUD, "app-1").reads(Measure.BODY_TEMPERATURE));
    String own = deviceOf("29463-7", "mauds").getReference();

    String theirs = deviceOf("29463-7", "weight").getReference();

    assertThat(theirs).isNotEqualTo(own);
    assertThat(get(theirs, "weight").statusCode()).isEqualTo(200);
    assertThat(get(own, "weight").statusCode()).isEqualTo(404);
    assertThat(get(theirs, "none").statusCode()).isEqualTo(404);
  }

  private static Reference deviceOf(String code, String token) {
    Bundle found =
        Clinic.JSON.parseResource(Bundle.class, get("Observation?code=" + code, token).body());
    return ((Observation) found.getEntryFirstRep().getResource()).getDevice();
  }

  private static HttpResponse<String> get(String path, String token) {
    return clinic.get(token, "/" + path);
  }
}
