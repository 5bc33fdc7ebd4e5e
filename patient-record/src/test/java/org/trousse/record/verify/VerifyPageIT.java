package org.trousse.record.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.record.csv.SeriesReader;

final class VerifyPageIT {
  private static VerifyServer server;

  @BeforeAll
  static void open() {
    server = new VerifyServer();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static HttpResponse<String> post(String address, Map<String, String> fields) {
    String form =
        fields.entrySet().stream()
            .map(field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return server.send(
        server
            .to(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  /// Readings every five minutes of days from a moment on.
  private static String series(int days) {
    StringBuilder csv = new StringBuilder("time,value\r\n");
    Instant at = Instant.parse("2026-06-01T00:00:00Z");
    for (int reading = 0; reading < 288 * days; reading++) {
      int value = reading % 288 < 10 ? 60 : 100 + reading % 97;
      csv.append(at.plusSeconds(300L * reading)).append(',').append(value).append("\r\n");
    }
    return csv.toString();
  }

  @ParameterizedTest
  @CsvSource({"en-GB,/en/verify", "fr,/fr/verify", "de,/fr/verify"})
  void leads_to_the_readers_language(String language, String address) {
    HttpResponse<String> answer =
        server.send(server.to("/verify").header("Accept-Language", language));

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).contains(address);
  }

  @Test
  void shows_a_form_to_anybody_in_both_languages() {
    HttpResponse<String> french = server.send(server.to("/fr/verify"));

    assertThat(french.statusCode()).isEqualTo(200);
    assertThat(french.body())
        .contains("<h1>Vérifier nos calculs</h1>", "<textarea", "for=\"series\"")
        .doesNotContain("role=\"alert\"");
    assertThat(server.send(server.to("/en/verify")).body()).contains("<h1>Check our arithmetic");
  }

  @Test
  void shows_the_numbers_of_a_fortnight_with_their_curve_and_definitions() {
    HttpResponse<String> answer =
        post(
            "/fr/verify",
            Map.of("kind", "glucose", "unit", "mg/dL", "days", "14", "series", series(14)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("100,0\u202f%")
        .contains("<code>inRange</code>")
        .contains("3,31 + 0,02392")
        .contains("<svg class=\"curve\"")
        .contains("Sous 70\u00a0mg/dL, du 1 juin 2026 02:00")
        .contains("Rien\u00a0: tout repose sur assez de données.")
        .doesNotContain("Une page ne le montrerait pas");
  }

  @Test
  void says_in_english_what_a_page_would_leave_out() {
    String body = post("/en/verify", Map.of("series", series(2))).body();

    assertThat(body)
        .contains("A page would not show it.")
        .contains("GMI: 2.0 days of the 14 that it takes.")
        .contains("Unrounded: ");
  }

  @Test
  void faults_stand_on_top_and_by_their_field_and_the_text_is_kept() {
    HttpResponse<String> answer =
        post(
            "/fr/verify",
            Map.of("zone", "Ici", "days", "x", "series", "time,value\nhier,<b>5</b>\n"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("4 choses sont à corriger")
        .contains("<a href=\"#zone\">", "<a href=\"#days\">", "<a href=\"#series\">")
        .contains("id=\"zone-fault\"", "id=\"days-fault\"", "id=\"series-fault\"")
        .contains("Ligne 2\u00a0: «\u00a0hier\u00a0» n’est pas une date")
        .contains("hier,&lt;b&gt;5&lt;/b&gt;")
        .contains("value=\"Ici\"")
        .doesNotContain("<b>");
  }

  @Test
  void a_form_of_more_than_the_servers_own_8_kB_is_read() {
    String series = series(90);

    HttpResponse<String> answer = post("/en/verify", Map.of("series", series));

    assertThat(series.length()).isGreaterThan(500_000);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("25,920 readings");
  }

  @Test
  void too_many_readings_and_too_many_bytes_are_413() {
    String many = "time,value\n" + "2026-06-01T08:05,5\n".repeat(SeriesReader.READINGS_MAX + 1);

    assertThat(post("/en/verify", Map.of("series", many)).statusCode()).isEqualTo(413);
    HttpResponse<String> huge = post("/en/verify", Map.of("series", "x".repeat(16 << 20)));
    assertThat(huge.statusCode()).isEqualTo(413);
    assertThat(huge.body()).contains("role=\"alert\"", "Send a shorter period.");
  }

  @Test
  void an_unknown_kind_is_named_with_those_that_exist() {
    assertThat(post("/en/verify", Map.of("kind", "mood", "series", "")).body())
        .contains("“mood” is no series that we count.", "glucose");
  }

  @Test
  void every_problem_has_its_page_in_both_languages() {
    for (VerifyProblemKind kind : VerifyProblemKind.all()) {
      HttpResponse<String> type =
          server.send(server.to("/problems/" + kind.word()).header("Accept-Language", "en"));

      assertThat(type.statusCode()).isEqualTo(302);
      assertThat(type.headers().firstValue("Location")).contains("/en/problems/" + kind.word());
      assertThat(server.send(server.to("/en/problems/" + kind.word())).statusCode()).isEqualTo(200);
      assertThat(server.send(server.to("/fr/problemes/" + kind.word())).body()).contains("<h1>");
    }
  }

  @Test
  void a_page_loads_nothing_from_elsewhere_and_is_not_kept() {
    HttpResponse<String> answer = server.send(server.to("/fr/verify"));

    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }
}
