package org.trousse.gateway.codec.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trousse.gateway.codec.Format;
import org.trousse.gateway.codec.Said;
import org.trousse.sdk.reading.Payload;

/// What the formats' pages and the vectors do not show of the clouds. All of it is invented.
final class CloudsTest {
  @Test
  void a_record_is_the_same_alone_in_an_array_and_in_the_answer() {
    String entry = "{\"type\":\"sgv\",\"sgv\":120,\"date\":1772867700000,\"device\":\"d\"}";
    Nightscout format = new Nightscout();

    Said.Measured alone = (Said.Measured) said(format, entry).getFirst();
    Said.Measured listed = (Said.Measured) said(format, "[" + entry + "]").getFirst();
    Said.Measured answered =
        (Said.Measured) said(format, "{\"status\":200,\"result\":[" + entry + "]}").getFirst();

    assertThat(listed).isEqualTo(alone);
    assertThat(again(answered, format)).isEqualTo(answered);
    assertThat(answered.amounts()).isEqualTo(alone.amounts());
  }

  @Test
  void what_the_answer_says_once_stays_with_each_record() {
    String answer =
        "{\"WeightUnit\":1,\"NextPageUrl\":\""
            + "x".repeat(100)
            + "\",\"WeightDataList\":["
            + "{\"WeightValue\":154.3,\"MDate\":1772871300,\"TimeZone\":\"1\",\"DataID\":\"a\"},"
            + "{\"WeightValue\":154.1,\"MDate\":1772957700,\"TimeZone\":\"1\",\"DataID\":\"b\"}]}";

    List<Said> said = said(new Ihealth(), answer);

    assertThat(said).hasSize(2);
    for (Said one : said) {
      String own = new String(one.payload().bytes(), StandardCharsets.UTF_8);
      assertThat(own).contains("\"WeightUnit\":1").doesNotContain("xxx");
      assertThat(again((Said.Measured) one, new Ihealth())).isEqualTo(one);
    }
  }

  @Test
  void an_answer_holds_1000_records_and_not_one_more() {
    assertThat(said(new Withings(), answer(1_000))).hasSize(1_000);
    assertThat(said(new Withings(), answer(1_001)))
        .hasSize(1)
        .first()
        .isInstanceOf(Said.Unreadable.class);
  }

  @Test
  void an_answer_of_many_words_does_not_grow_with_its_records() {
    String words =
        IntStream.range(0, 5_000).mapToObj(i -> "\"k" + i + "\":1,").collect(Collectors.joining());

    List<Said> said = said(new Withings(), "{" + words + answer(500).substring(1));

    assertThat(said).hasSize(500);
    assertThat(said.getFirst().payload().bytes()).hasSizeLessThan(500);
  }

  @Test
  void a_record_that_is_no_object_is_refused_alone() {
    List<Said> said =
        said(
            new DexcomV3(),
            "{\"records\":[7,{\"systemTime\":\"2026-03-07T10:05:00Z\",\"value\":104,"
                + "\"unit\":\"mg/dL\"}]}");

    assertThat(said.get(0)).isInstanceOf(Said.Unreadable.class);
    assertThat(said.get(1)).isInstanceOf(Said.Measured.class);
  }

  @Test
  void a_calibration_is_blood_that_a_person_measured() {
    String answer =
        "{\"recordType\":\"calibration\",\"records\":[{\"recordId\":\"c\",\"systemTime\":"
            + "\"2026-03-07T10:05:00Z\",\"displayTime\":\"2026-03-07T11:05:00+01:00\","
            + "\"value\":35,\"unit\":\"mg/dL\"}]}";

    Said.Measured said = (Said.Measured) said(new DexcomV3(), answer).getFirst();

    assertThat(said.measure().word()).isEqualTo("blood-glucose");
    assertThat(said.amounts().value()).isEqualByComparingTo("35");
    assertThat(said.flags()).extracting(flag -> flag.word()).containsExactly("self-reported");
  }

  @Test
  void events_of_dexcom_are_no_readings() {
    String answer = "{\"recordType\":\"event\",\"records\":[{\"eventType\":\"carbs\"}]}";

    assertThat(said(new DexcomV3(), answer).getFirst())
        .isInstanceOfSatisfying(
            Said.NoReading.class,
            no -> assertThat(no.why()).isEqualTo("unsupported-measure:event"));
  }

  @Test
  void the_displayed_clock_is_always_true_time_with_offset_drift_and_conversion() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      long ahead = random.nextLong(-40L * 86_400_000, 40L * 86_400_000);
      Instant system = Instant.parse("2026-03-07T10:05:00Z");
      String display = system.plusMillis(ahead).toString().replace("Z", "");

      DexcomTime time = DexcomTime.of(system.toString(), display).orElseThrow();

      Integer offset = time.offsetMinutes();
      assertThat(offset).isNotNull().isBetween(-12 * 60, 14 * 60);
      assertThat(
              (offset == null ? 0 : offset) * 60_000L
                  + time.driftMillis()
                  + time.conversionMillis())
          .isEqualTo(ahead);
      assertThat(Math.abs(time.driftMillis())).isLessThanOrEqualTo(900_000);
      assertThat(time.conversionMillis() % 86_400_000).isZero();
    }
  }

  private static String answer(int groups) {
    String all =
        IntStream.range(0, groups)
            .mapToObj(i ->
                "{\"grpid\":"
                    + i
                    + ",\"date\":1772867700,\"measures\":[{\"type\":1,\"value\":70,\"unit\":0}]}")
            .collect(Collectors.joining(","));
    return "{\"status\":0,\"body\":{\"measuregrps\":[" + all + "]}}";
  }

  private static Said again(Said said, Format format) {
    return format.decode(said.payload()).getFirst();
  }

  private static List<Said> said(Format format, String json) {
    return format.decode(new Payload(format.word(), json.getBytes(StandardCharsets.UTF_8)));
  }
}
