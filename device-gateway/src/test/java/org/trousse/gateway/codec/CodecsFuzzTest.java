package org.trousse.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.gateway.normalise.Circumstances;
import org.trousse.gateway.normalise.Normaliser;
import org.trousse.sdk.DeviceId;

/// Seeded mutations of good payloads: nothing throws, everything is said, nothing takes long.
class CodecsFuzzTest {
  private static final int ROUNDS = 3_000;
  private static final int ROUNDS_OF_PAGES = 1_000;

  private static final Map<String, byte[]> SEEDS =
      Map.ofEntries(
          Map.entry("gatt-2a18", hex("1B0100E307021B0B0A1EFBFF1E00120501")),
          Map.entry("gatt-2a34", hex("FF07000001320D035108073201050D41F0")),
          Map.entry("gatt-2aa7", hex("0FE3D2E405000214FF02F0E5F38E3F06000C100600")),
          Map.entry("gatt-2aaa", hex("E20704180D08180804E0C2")),
          Map.entry("session", hex("E20704180D08180804")),
          Map.entry("gatt-2a35", hex("1E8A00580078000000041114293B3C00012700")),
          Map.entry("gatt-2a9d", hex("0F543DE7070C190E1E2D03F500A802")),
          Map.entry("gatt-2a1c", hex("06780100FFE7070C190E1E2D02")),
          Map.entry(
              "batch",
              utf8(
                  "[{\"codec\":\"gatt-2a9d\",\"bytes\":\"ALA2\",\"id\":\"a\"},"
                      + "{\"codec\":\"json1\",\"bytes\":\"e30=\"}]")),
          Map.entry(
              "json1",
              utf8(
                  "[{\"measure\":\"body-weight\",\"value\":70.0,\"unit\":\"kg\",\"id\":\"w\","
                      + "\"time\":\"2026-03-07T08:15:00+01:00\",\"status\":[\"time-fault\"]}]")),
          Map.entry(
              "senml",
              utf8(
                  "[{\"bn\":\"a:\",\"bt\":1700000000,\"bu\":\"mm[Hg]\",\"n\":\"systolic\","
                      + "\"v\":128},{\"n\":\"diastolic\",\"v\":82,\"t\":0}]")),
          Map.entry(
              "omh",
              utf8(
                  "{\"blood_glucose\":{\"unit\":\"mg/dL\",\"value\":95},"
                      + "\"effective_time_frame\":{\"time_interval\":{\"start_date_time\":"
                      + "\"2013-02-05T07:25:00Z\",\"duration\":{\"value\":2,\"unit\":\"h\"}}},"
                      + "\"descriptive_statistic\":\"minimum\"}")),
          Map.entry(
              "clock",
              utf8(
                  "{\"deviceTime\":\"2026-03-07T08:15:00\",\"trueTime\":\"2026-03-07T07:16:10Z\","
                      + "\"zone\":\"Europe/Paris\"}")),
          Map.entry("state", utf8("{\"battery\":{\"percent\":81.50},\"firmware\":\"2.4\"}")));

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void nothing_throws_and_everything_is_said(long seed) {
    Random random = new Random(seed);
    for (Map.Entry<String, byte[]> good : SEEDS.entrySet()) {
      for (int i = 0; i < ROUNDS; i++) {
        byte[] payload = mutated(good.getValue(), random);

        assertThatCode(() -> sayAndNormalise(good.getKey(), payload))
            .as("%s %s", good.getKey(), HexFormat.of().formatHex(payload))
            .doesNotThrowAnyException();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void no_mutation_of_a_page_s_examples_makes_a_format_throw(long seed) {
    Random random = new Random(seed);
    for (String word : Codecs.names()) {
      for (FormatPage.Example example : FormatPage.of(word).examples()) {
        for (int i = 0; i < ROUNDS_OF_PAGES; i++) {
          byte[] payload = mutated(example.bytes(), random);

          assertThatCode(() -> sayAndNormalise(word, payload))
              .as("%s %s", word, HexFormat.of().formatHex(payload))
              .doesNotThrowAnyException();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32})
  void no_random_bytes_make_a_format_throw(long seed) {
    Random random = new Random(seed);
    for (String word : Codecs.names()) {
      for (int i = 0; i < ROUNDS_OF_PAGES; i++) {
        byte[] payload = new byte[random.nextInt(64)];
        random.nextBytes(payload);

        assertThatCode(() -> sayAndNormalise(word, payload))
            .as("%s %s", word, HexFormat.of().formatHex(payload))
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void every_seed_is_good_before_it_is_mutated() {
    assertThat(SEEDS.keySet()).allMatch(Codecs::knows);
    SEEDS.forEach((codec, payload) ->
        assertThat(Codecs.decode(codec, payload, DeviceFeatures.UNKNOWN).getFirst())
            .as(codec)
            .isNotInstanceOf(Said.Unreadable.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[%s]",
        "{\"a\":%s}",
        "{\"measure\":\"body-weight\",\"unit\":\"kg\",\"value\":%s}",
        "[{\"n\":\"a:body-weight\",\"u\":\"kg\",\"t\":%s,\"v\":1}]",
        "{\"type\":\"sgv\",\"sgv\":%s,\"date\":1772867700000}",
        "{\"date\":%s,\"measures\":[{\"type\":1,\"value\":%s,\"unit\":%s}]}",
        "{\"WeightUnit\":0,\"WeightValue\":%s,\"MDate\":%s,\"TimeZone\":\"%s\"}",
        "{\"systemTime\":\"2026-03-07T10:05:00\",\"displayTime\":\"%s\",\"value\":1}",
        "# zone=%s\nTimestamp,Event Type,Glucose Value (mg/dL)\n%s,EGV,%s",
        "<Record type=\"HKQuantityTypeIdentifierBodyMass\" unit=\"kg\" value=\"%s\"/>"
      })
  void hostile_numbers_and_depths_cost_next_to_nothing(String form) {
    List<String> hostile =
        List.of(
            "1e999999999",
            "-1e-999999999",
            "9".repeat(200_000),
            "[".repeat(200_000),
            "\"" + "x".repeat(900_000) + "\"",
            "{\"k\":".repeat(100_000));
    Instant before = Instant.now();

    for (String value : hostile) {
      byte[] payload = utf8(form.replace("%s", value));
      for (String codec : Codecs.names()) {
        sayAndNormalise(codec, payload);
      }
    }

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void the_longest_run_of_cgm_records_is_read_in_one_go() {
    byte[] payload = new byte[65_532];
    for (int i = 0; i < payload.length; i += 6) {
      System.arraycopy(hex("06000C100600"), 0, payload, i, 6);
    }

    assertThat(Codecs.decode("gatt-2aa7", payload, DeviceFeatures.UNKNOWN)).hasSize(10_922);
  }

  private static void sayAndNormalise(String codec, byte[] payload) {
    List<Said> said = Codecs.decode(codec, payload, DeviceFeatures.UNKNOWN);
    assertThat(said).isNotEmpty();
    for (Said one : said) {
      if (one instanceof Said.Measured measured) {
        Normaliser.normalise(
            measured,
            new Circumstances(
                new DeviceId("t", "d"), Instant.parse("2026-03-07T08:20:00Z"), 7, 60, null, null));
      }
    }
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bytes = Arrays.copyOf(good, good.length);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length + 1);
      bytes =
          switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, at); // cut
            case 1 -> Arrays.copyOf(bytes, bytes.length + random.nextInt(8)); // zeros after
            case 2 -> doubled(bytes, at);
            default -> flipped(bytes, at, random);
          };
    }
    return bytes;
  }

  private static byte[] doubled(byte[] bytes, int at) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length * 2 - at);
    System.arraycopy(bytes, at, longer, bytes.length, bytes.length - at);
    return longer;
  }

  private static byte[] flipped(byte[] bytes, int at, Random random) {
    byte[] copy = bytes.clone();
    if (at < copy.length) {
      copy[at] = (byte) random.nextInt();
    }
    return copy;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
