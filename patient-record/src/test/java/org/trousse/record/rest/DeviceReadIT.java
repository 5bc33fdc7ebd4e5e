package org.trousse.record.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.record.fhir.R4Validator;

/// `Observation.device` leads somewhere, and only for whoever may read that Observation.
final class DeviceReadIT {
  private static FhirServer fhir;

  @BeforeAll
  static void open() {
    fhir = new FhirServer();
  }

  @AfterAll
  static void close() {
    fhir.close();
  }

  @Test
  void the_device_that_a_reading_names_can_be_read() {
    Reference named = deviceOf("29463-7", "mauds");

    HttpResponse<String> read = get(named.getReference(), "mauds");

    assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
    Device device = FhirServer.JSON.parseResource(Device.class, read.body());
    assertThat(named.getReference()).isEqualTo("Device/" + device.getIdElement().getIdPart());
    assertThat(device.getDeviceNameFirstRep().getName())
        .isEqualTo(named.getDisplay())
        .isEqualTo("Demo meter");
    assertThat(device.getType().getCodingFirstRep().getCode()).isEqualTo("528401");
    assertThat(read.body()).isEqualTo(FhirServer.JSON.encodeResourceToString(device));
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
    assertThat(FhirServer.JSON.parseResource(Device.class, read.body()).getDeviceName()).isEmpty();
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
    assertThat(FhirServer.outcome(foreign).getIssueFirstRep().getCode().toCode())
        .isEqualTo("not-found");
    assertThat(foreign.body()).isEqualTo(unknown.body()).isEqualTo(nonsense.body());
  }

  @Test
  void asks_for_a_token_like_every_read() {
    String meter = deviceOf("29463-7", "mauds").getReference();

    assertThat(fhir.get("/" + meter, Map.of()).statusCode()).isEqualTo(401);
    assertThat(get(meter, "guessed").statusCode()).isEqualTo(401);
  }

  private static Reference deviceOf(String code, String token) {
    return FhirServer.observations(FhirServer.bundle(get("Observation?code=" + code, token)))
        .getFirst()
        .getDevice();
  }

  private static HttpResponse<String> get(String path, String token) {
    return fhir.get("/" + path, Map.of("Authorization", "Bearer " + token));
  }
}
