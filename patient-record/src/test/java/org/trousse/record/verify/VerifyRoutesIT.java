package org.trousse.record.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.csv.SeriesReader;

final class VerifyRoutesIT {
  private static final Offset<Double> EXACT = within(1e-9);
  private static final String TWO = "time,value\n2026-06-01T08:00,100\n2026-06-01T08:05,120\n";

  private static VerifyServer server;

  @BeforeAll
  static void open() {
    server = new VerifyServer();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream bytes = VerifyRoutesIT.class.getResourceAsStream("/glucose/" + name)) {
      return Objects.requireNonNull(bytes, name).readAllBytes();
    }
  }

  private static String csv(String name) throws IOException {
    return new String(resource(name + ".csv"), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "autumn-fortnight,?days=14",
    "spring-days,?unit=mmol/L&zone=Europe/Paris",
    "grams,?unit=g%2FL&zone=America/New_York"
  })
  void answers_the_numbers_that_numpy_counts(String name, String question) throws IOException {
    Properties expected = new Properties();
    expected.load(new ByteArrayInputStream(resource(name + ".properties")));

    JsonObject numbers = server.numbers("/verify/glucose" + question, csv(name));

    for (String key :
        List.of(
            "n",
            "mean",
            "sd",
            "cv",
            "meanMgDl",
            "gmi",
            "gmiMmolMol",
            "eA1c",
            "jIndex",
            "veryLow",
            "low",
            "inRange",
            "high",
            "veryHigh",
            "tightRange",
            "gri",
            "interval",
            "days",
            "expected",
            "missing",
            "coverage",
            "coverageActive",
            "coverageWorn")) {
      assertThat(numbers.getDouble(key))
          .as(key)
          .isCloseTo(Double.parseDouble(expected.getProperty(key)), EXACT);
    }
    assertThat(numbers.getJsonArray("events"))
        .hasSize(Integer.parseInt(expected.getProperty("events")));
    for (int hour = 0; hour < 24; hour++) {
      String[] row = expected.getProperty("hour." + hour).split(" ", -1);
      JsonObject found = numbers.getJsonArray("hourly").getJsonObject(hour);
      assertThat(found.getInteger("n")).isEqualTo(Integer.parseInt(row[0]));
      if (!row[3].equals("null")) {
        assertThat(found.getDouble("p50")).isCloseTo(Double.parseDouble(row[3]), EXACT);
      }
    }
    assertThat(numbers.getString("zone")).isEqualTo(expected.getProperty("zone"));
    assertThat(numbers.getString("unit")).isEqualTo(expected.getProperty("unit"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TWO,
        "time,value\n2026-06-01T08:00,100",
        "time,value\n2026-06-01T08:00,",
        "time;value\n2026-06-01T08:00;0\n2026-06-01T08:05;0"
      })
  void answers_hold_against_the_published_schema(String csv) throws IOException {
    HttpResponse<String> published = server.send(server.to("/verify/schema/glucose.json"));
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(published.body(), InputFormat.JSON);

    assertThat(published.headers().firstValue("Content-Type")).contains("application/schema+json");
    assertThat(schema.validate(server.post("/verify/glucose", csv).body(), InputFormat.JSON))
        .isEmpty();
    assertThat(
            schema.validate(
                server.post("/verify/glucose?days=14", csv("autumn-fortnight")).body(),
                InputFormat.JSON))
        .isEmpty();
    assertThat(schema.validate("{\"n\":\"two\"}", InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void what_is_not_defined_is_null_and_what_was_left_out_is_counted() {
    JsonObject numbers =
        server.numbers(
            "/verify/glucose",
            """
            time,value
            2026-06-01T08:00,100
            2026-06-01T08:00,100
            2026-06-01T08:05,
            2026-06-01T08:10,nan
            """);

    assertThat(numbers.containsKey("sd")).isTrue();
    assertThat(numbers.getValue("sd")).isNull();
    assertThat(numbers.getValue("coverage")).isNull();
    assertThat(numbers.getDouble("gmi")).isCloseTo(5.702, EXACT);
    assertThat(numbers.getJsonObject("excluded"))
        .isEqualTo(JsonObject.of("blank", 1, "notANumber", 1, "duplicate", 1, "outsideWindow", 0));
    assertThat(numbers.getJsonObject("sufficiency").getJsonArray("withheld")).contains("all");
    assertThat(numbers.getString("from")).isEqualTo("2026-06-01T08:00:00+02:00");
  }

  @Test
  void the_window_ends_at_the_last_reading() {
    JsonObject numbers =
        server.numbers(
            "/verify/glucose?days=1",
            "time,value\n2026-06-01T08:00,100\n2026-06-01T08:05,110\n2026-06-02T08:00,120\n");

    assertThat(numbers.getInteger("n")).isEqualTo(2);
    assertThat(numbers.getDouble("days")).isEqualTo(1);
    assertThat(numbers.getString("to")).isEqualTo("2026-06-02T08:00:00+02:00");
    assertThat(numbers.getJsonObject("excluded").getInteger("outsideWindow")).isEqualTo(1);
  }

  @Test
  void a_wrong_text_is_told_all_its_faults_in_the_readers_language() {
    String csv = "time,value\nx,100\n2026-06-01T08:05,abc\n";
    HttpResponse<String> french = server.post("/verify/glucose", csv);
    HttpResponse<String> english =
        server.send(
            server
                .to("/verify/glucose")
                .header("Content-Type", "text/csv; charset=UTF-8")
                .header("Accept-Language", "en-GB")
                .POST(BodyPublishers.ofString(csv)));

    JsonObject problem = new JsonObject(french.body());
    assertThat(french.statusCode()).isEqualTo(400);
    assertThat(french.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(french.headers().firstValue("Content-Language")).contains("fr");
    assertThat(problem.getString("type")).isEqualTo("/problems/series-refused");
    assertThat(problem.getInteger("status")).isEqualTo(400);
    JsonArray errors = problem.getJsonArray("errors");
    assertThat(errors).hasSize(2);
    assertThat(errors.getJsonObject(0).getInteger("line")).isEqualTo(2);
    assertThat(errors.getJsonObject(0).getString("mend")).contains("ISO 8601");
    assertThat(errors.getJsonObject(1).getString("detail")).contains("abc", "nombre");
    assertThat(english.headers().firstValue("Content-Language")).contains("en");
    assertThat(new JsonObject(english.body()).getJsonArray("errors").getJsonObject(1))
        .isEqualTo(
            JsonObject.of(
                "line",
                3,
                "fault",
                "number",
                "detail",
                "“abc” is no number.",
                "mend",
                "Write digits, e.g. 112 or 6.2, or nothing when there is no value."));
  }

  @ParameterizedTest
  @CsvSource({
    "?unit=stone,mg/dL", "?zone=Paris,Europe/Paris", "?zone=GMT%2B4,Europe/Paris", "?days=0,1",
    "?days=3661,3660", "?days=1.5,1", "?day=3,days", "?days=1&days=2,days"
  })
  void a_wrong_parameter_is_400_and_told_what_is_allowed(String question, String allowed) {
    HttpResponse<String> answer = server.post("/verify/glucose" + question, TWO);

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonObject error = new JsonObject(answer.body()).getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("detail") + error.getString("mend")).contains(allowed);
  }

  @Test
  void faults_of_parameters_and_lines_are_told_together() {
    HttpResponse<String> answer =
        server.post("/verify/glucose?unit=x&days=y&zone=z", "time,value\nx,1\n");

    assertThat(new JsonObject(answer.body()).getJsonArray("errors")).hasSize(4);
  }

  @Test
  void only_csv_is_taken_and_only_json_is_given() {
    for (String type : List.of("text/plain", "application/json", "text/csv; charset=utf-16")) {
      assertThat(
              server
                  .send(
                      server
                          .to("/verify/glucose")
                          .header("Content-Type", type)
                          .POST(BodyPublishers.ofString(TWO)))
                  .statusCode())
          .as(type)
          .isEqualTo(415);
    }
    assertThat(accepting("text/html")).isEqualTo(406);
    assertThat(accepting("application/json;q=0")).isEqualTo(406);
    assertThat(accepting("text/html, application/*;q=0.1")).isEqualTo(200);
    assertThat(accepting("*/*")).isEqualTo(200);
  }

  private static int accepting(String accept) {
    return server
        .send(
            server
                .to("/verify/glucose")
                .header("Content-Type", "text/csv")
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(TWO)))
        .statusCode();
  }

  @Test
  void other_methods_are_405_and_other_kinds_404() {
    HttpResponse<String> get = server.send(server.to("/verify/glucose"));

    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("Allow")).contains("POST");
    assertThat(server.post("/verify/cholesterol", TWO).statusCode()).isEqualTo(404);
  }

  @Test
  void a_body_of_8_MiB_is_read_and_one_byte_more_is_not() {
    String blank = " ".repeat(VerifyRoutes.BODY_BYTES_MAX - TWO.length());

    assertThat(server.post("/verify/glucose", TWO + blank).statusCode()).isEqualTo(200);
    assertThat(server.post("/verify/glucose", TWO + blank + " ").statusCode()).isEqualTo(413);
  }

  @Test
  void too_many_readings_are_413() {
    String csv = "time,value\n" + "2026-06-01T08:05,5\n".repeat(SeriesReader.READINGS_MAX + 1);

    HttpResponse<String> answer = server.post("/verify/glucose", csv);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(new JsonObject(answer.body()).getString("type"))
        .isEqualTo("/problems/series-too-large");
  }

  @Test
  void ninety_days_of_a_sensor_are_counted() {
    StringBuilder csv = new StringBuilder("time,value\n");
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    for (int reading = 0; reading < 25_920; reading++) {
      csv.append(at.plusSeconds(300L * reading))
          .append(',')
          .append(80 + reading % 120)
          .append('\n');
    }

    JsonObject numbers = server.numbers("/verify/glucose?days=90", csv.toString());

    assertThat(numbers.getInteger("n")).isEqualTo(25_920);
    assertThat(numbers.getDouble("coverage")).isEqualTo(100.0);
  }

  @Test
  void says_how_each_number_is_counted_and_leaves_none_out() {
    JsonArray definitions =
        new JsonArray(server.send(server.to("/verify/definitions/glucose.json")).body());
    JsonObject numbers = server.numbers("/verify/glucose", TWO);

    List<String> defined =
        definitions.stream().map(number -> ((JsonObject) number).getString("name")).toList();
    assertThat(numbers.fieldNames())
        .filteredOn(name -> !List.of("unit", "zone", "from", "to", "eventCounts").contains(name))
        .containsExactlyInAnyOrderElementsOf(defined);
    assertThat(definitions.getJsonObject(1).getString("definition")).contains("valeur");
    assertThat(
            server
                .send(
                    server
                        .to("/verify/definitions/glucose.json")
                        .header("Accept-Language", Locale.ENGLISH.getLanguage()))
                .body())
        .contains("Σ value");
  }
}
