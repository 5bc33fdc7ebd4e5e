package org.trousse.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.DeviceStatus;
import org.trousse.sdk.reading.Flag;
import org.trousse.sdk.reading.Meal;

class JsonCodecsTest {
  private static final String WEIGHT =
      "{\"measure\":\"body-weight\",\"value\":70.000,\"unit\":\"kg\",\"id\":\"w\"}";

  @Test
  void reads_a_json1_reading_with_its_digits_and_its_zone() {
    Said.Measured measured =
        measured(
            "json1",
            """
            {"measure": "blood-glucose", "time": "2026-03-07T08:15:00+01:00", "value": 5.30,
             "unit": "mmol/L", "sequence": 118, "id": "x", "meal": "fasting",
             "selfReported": true, "status": ["device-battery-low"]}\
            """);

    assertThat(measured.amounts().value()).isEqualTo("5.30");
    assertThat(measured.unit()).isEqualTo(Unit.MMOL_PER_L);
    assertThat(measured.time())
        .isEqualTo(new Said.Time.At(Instant.parse("2026-03-07T07:15:00Z"), 60));
    assertThat(measured.nativeId()).isEqualTo("seq:118");
    assertThat(measured.meal()).isEqualTo(Meal.FASTING);
    assertThat(measured.flags()).containsExactly(Flag.SELF_REPORTED);
    assertThat(measured.status()).containsExactly(DeviceStatus.BATTERY_LOW);
  }

  @Test
  void reads_a_local_time_a_missing_time_and_digits_in_a_string() {
    String local = WEIGHT.replace("70.000", "\"70.000\", \"time\":\"2026-03-07T08:15:00\"");

    assertThat(measured("json1", local).time())
        .isEqualTo(new Said.Time.At(Instant.parse("2026-03-07T08:15:00Z"), null));
    assertThat(measured("json1", local).amounts().value()).isEqualTo("70.000");
    assertThat(measured("json1", WEIGHT).time()).isEqualTo(Said.Time.OnReceipt.NOW);
  }

  @Test
  void says_hi_and_lo_with_and_without_a_limit() {
    String hi = "{\"measure\":\"blood-glucose\",\"unit\":\"mg/dL\",\"outOfRange\":\"high\"}";
    String lo = hi.replace("high", "low").replace("\"unit\"", "\"value\":40,\"unit\"");

    assertThat(measured("json1", hi).flags()).containsExactly(Flag.HI);
    assertThat(measured("json1", hi).amounts().value()).isNull();
    assertThat(measured("json1", lo).flags()).containsExactly(Flag.LO_CLAMPED);
  }

  @Test
  void one_bad_record_of_an_array_is_refused_alone() {
    String bad = WEIGHT.replace("\"kg\"", "\"km\"");
    String worse = WEIGHT.replace("value", "vaule");

    List<Said> said = decode("json1", "[" + WEIGHT + ", " + bad + ", " + worse + "]");

    assertThat(said.get(0)).isInstanceOf(Said.Measured.class);
    assertThat(((Said.Unreadable) said.get(1)).error()).isEqualTo("unit");
    assertThat(((Said.Unreadable) said.get(2)).error()).isEqualTo("schema");
    assertThat(((Said.Unreadable) said.get(2)).mend()).contains("/vaule").contains("/value");
    assertThat(new String(said.get(2).payload().bytes(), StandardCharsets.UTF_8)).isEqualTo(worse);
  }

  @Test
  void refuses_a_day_that_does_not_exist() {
    String feb30 = WEIGHT.replace("\"id\"", "\"time\":\"2026-02-30T08:15:00Z\",\"id\"");

    assertThat(error("json1", feb30)).isEqualTo("time");
  }

  @Test
  void takes_1000_records_and_refuses_none_and_1001() {
    assertThat(decode("json1", array(WEIGHT, 1_000))).hasSize(1_000);
    assertThat(error("json1", array(WEIGHT, 1_001))).isEqualTo("records");
    assertThat(error("json1", "[]")).isEqualTo("records");
  }

  @Test
  void a_batch_gives_each_record_its_own_bytes_codec_and_id() {
    List<Said> said =
        decode(
            "batch",
            """
            [{"codec": "gatt-2a18", "bytes": "AgcA6AcDBwgPAF+wEQ=="},
             {"codec": "gatt-2a9d", "bytes": "ALA2", "id": "scale-7"},
             {"codec": "gatt-2a9d", "bytes": "ALA="},
             {"codec": "batch", "bytes": "W10="},
             {"codec": "gatt-2a9d", "bytes": "AL*2"},
             {"codec": "gatt-2a9d", "bytes": "ALA2A"},
             {"codec": "nothing", "bytes": "ALA2"}]\
            """);

    assertThat(said.get(0).payload().codec()).isEqualTo("gatt-2a18");
    assertThat(((Said.Measured) said.get(1)).nativeId()).isEqualTo("scale-7");
    assertThat(said.get(1).payload().bytes()).containsExactly(0x00, 0xB0, 0x36);
    assertThat(said.subList(2, 7))
        .extracting(one -> ((Said.Unreadable) one).error())
        .containsExactly("truncated", "nested-batch", "schema", "base64", "schema");
  }

  @Test
  void a_clock_message_is_taken_whole_or_refused() {
    String clock =
        "{\"deviceTime\":\"2026-03-07T08:15:00\",\"trueTime\":\"2026-03-07T07:16:10Z\","
            + "\"zone\":\"Europe/Paris\"}";

    assertThat(decode("clock", clock).getFirst())
        .isInstanceOfSatisfying(
            Said.Clock.class,
            said -> {
              assertThat(said.deviceTime()).isEqualTo("2026-03-07T08:15:00Z");
              assertThat(said.trueTime()).isEqualTo("2026-03-07T07:16:10Z");
              assertThat(said.zone()).isEqualTo("Europe/Paris");
            });
    assertThat(error("clock", clock.replace("Paris", "Nowhere"))).isEqualTo("zone");
    assertThat(error("clock", clock.replace("08:15:00", "08:15:00Z"))).isEqualTo("schema");
    assertThat(error("clock", clock.replace("10Z", "10"))).isEqualTo("schema");
    assertThat(error("clock", "[" + clock + "]")).isEqualTo("schema");
  }

  @Test
  void reads_an_omh_data_point_with_its_header() {
    Said.Measured measured =
        measured(
            "omh",
            """
            {"header": {"id": "dp-1", "creation_date_time": "2026-03-07T08:16:00Z",
               "acquisition_provenance": {"source_name": "app", "modality": "self-reported"},
               "schema_id": {"namespace": "omh", "name": "blood-glucose", "version": "3.0"}},
             "body": {"blood_glucose": {"value": 5.3, "unit": "mmol/L"},
               "effective_time_frame": {"date_time": "2026-03-07T08:15:00+01:00"},
               "temporal_relationship_to_meal": "before breakfast"}}\
            """);

    assertThat(measured.nativeId()).isEqualTo("dp-1");
    assertThat(measured.meal()).isEqualTo(Meal.PREPRANDIAL);
    assertThat(measured.flags()).containsExactly(Flag.SELF_REPORTED);
    assertThat(measured.amounts().value()).isEqualTo("5.3");
  }

  @Test
  void a_state_message_is_one_strict_object_of_at_most_8192_bytes() {
    String longest = "{\"note\":\"" + "x".repeat(StateCodec.STATE_MAX_BYTES - 11) + "\"}";

    assertThat(decode("state", "{\"battery\":81.50}").getFirst())
        .isInstanceOfSatisfying(
            Said.State.class, said -> assertThat(said.json()).isEqualTo("{\"battery\":81.50}"));
    assertThat(decode("state", longest).getFirst()).isInstanceOf(Said.State.class);
    assertThat(error("state", longest.replace("note", "notes"))).isEqualTo("too-large");
    assertThat(error("state", "[{\"battery\":81}]")).isEqualTo("schema");
    assertThat(error("state", "81")).isEqualTo("schema");
    assertThat(error("state", "{\"battery\":81,\"battery\":12}")).isEqualTo(Codecs.NOT_JSON);
    assertThat(error("state", "{\"battery\":1e999999999}")).isEqualTo(Codecs.NOT_JSON);
  }

  @Test
  void an_omh_interval_that_ends_before_it_starts_has_no_time() {
    Said.Measured measured =
        measured(
            "omh",
            """
            {"body_weight": {"value": 70, "unit": "kg"}, "effective_time_frame":
              {"time_interval": {"start_date_time": "2026-03-07T08:15:00Z",
               "end_date_time": "2026-03-06T08:15:00Z"}}}\
            """);

    assertThat(measured.time()).isEqualTo(new Said.Time.Unknown(Flag.TIME_INVALID));
  }

  private static String array(String record, int count) {
    return "[" + String.join(",", Collections.nCopies(count, record)) + "]";
  }

  private static Said.Measured measured(String codec, String json) {
    return (Said.Measured) decode(codec, json).getFirst();
  }

  private static String error(String codec, String json) {
    return ((Said.Unreadable) decode(codec, json).getFirst()).error();
  }

  private static List<Said> decode(String codec, String json) {
    return Codecs.decode(codec, json.getBytes(StandardCharsets.UTF_8), DeviceFeatures.UNKNOWN);
  }
}
