package org.trousse.record.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Blood pressure and weight behind the same door.
final class VerifyOthersIT {
  private static final String WEIGHTS =
      """
      time,value
      2026-06-01T07:00,80.0
      2026-06-02T07:00,80.6
      2026-06-03T07:00,81.3
      2026-06-03T07:00,81.3
      2026-06-04T07:00,82.0
      2026-06-04T08:00,55.4
      """;

  private static VerifyServer server;

  @BeforeAll
  static void open() {
    server = new VerifyServer();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  /// Two in the morning and two in the evening of each day.
  private static String pressures(int days) {
    StringBuilder csv = new StringBuilder("time;systolic;diastolic\n");
    for (int day = 1; day <= days; day++) {
      for (String time : List.of("07:00", "07:02", "20:00", "20:02")) {
        csv.append("2026-06-0").append(day).append('T').append(time).append(";136,5;84\n");
      }
    }
    return csv.toString();
  }

  @Test
  void counts_a_series_of_blood_pressures_by_its_protocol() {
    JsonObject french = server.numbers("/verify/blood-pressure", pressures(3));
    JsonObject esh = server.numbers("/verify/blood-pressure?protocol=esh", pressures(3));

    assertThat(french.getInteger("n")).isEqualTo(12);
    assertThat(french.getJsonObject("mean").getDouble("systolic")).isEqualTo(136.5);
    assertThat(french.getString("verdict")).isEqualTo("elevated");
    assertThat(french.getInteger("counted")).isEqualTo(12);
    assertThat(french.getString("unit")).isEqualTo("mmHg");
    assertThat(french.getString("from")).isEqualTo("2026-06-01T07:00:00+02:00");
    assertThat(esh.getString("verdict")).isEqualTo("incomplete");
    assertThat(esh.getInteger("counted")).isEqualTo(8);
  }

  @Test
  void finds_the_gain_in_a_series_of_weights_and_the_stranger_on_the_scale() {
    JsonObject numbers = server.numbers("/verify/weight", WEIGHTS);

    assertThat(numbers.getInteger("n")).isEqualTo(4);
    assertThat(numbers.getDouble("change")).isCloseTo(2.0, within(1e-9));
    assertThat(numbers.getJsonArray("alerts")).hasSize(1);
    assertThat(numbers.getInteger("excluded")).isEqualTo(1);
    assertThat(numbers.getInteger("duplicates")).isEqualTo(1);
  }

  @Test
  void their_windows_end_at_the_last_reading_too() {
    JsonObject numbers = server.numbers("/verify/weight?days=1", WEIGHTS);

    // 7:00 of the day before lies more than 24 hours before 8:00
    assertThat(numbers.getJsonObject("leftOut").getInteger("outsideWindow")).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"blood-pressure", "weight"})
  void answers_hold_against_their_schemas_and_definitions(String kind) {
    String csv = kind.equals("weight") ? WEIGHTS : pressures(5) + "2026-06-09T07:00;300;20\n";
    String header = csv.lines().findFirst().orElseThrow();
    String nothing = header + "\n2026-06-09T07:00" + (kind.equals("weight") ? "," : ";;") + "\n";
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                server.send(server.to("/verify/schema/" + kind + ".json")).body(),
                InputFormat.JSON);

    for (String text : List.of(csv, nothing)) {
      HttpResponse<String> answer = server.post("/verify/" + kind, text);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(schema.validate(answer.body(), InputFormat.JSON)).isEmpty();
    }
    JsonArray definitions =
        new JsonArray(server.send(server.to("/verify/definitions/" + kind + ".json")).body());
    assertThat(server.numbers("/verify/" + kind, csv).fieldNames())
        .containsAll(definitions.stream().map(d -> ((JsonObject) d).getString("name")).toList());
  }

  @Test
  void a_protocol_is_asked_of_blood_pressures_alone() {
    assertThat(server.post("/verify/weight?protocol=esh", WEIGHTS).statusCode()).isEqualTo(400);
    assertThat(server.post("/verify/blood-pressure?protocol=x", pressures(1)).body())
        .contains("france-2-2-3");
  }

  @ParameterizedTest
  @CsvSource({"blood-pressure,136.5 / 84", "weight,81.0"})
  void the_page_counts_them_too(String kind, String shown) {
    String csv = kind.equals("weight") ? WEIGHTS : pressures(3);
    String form = "kind=" + kind + "&series=" + URLEncoder.encode(csv, StandardCharsets.UTF_8);

    HttpResponse<String> answer =
        server.send(
            server
                .to("/en/verify")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains(shown, "<code>excluded</code>");
  }
}
