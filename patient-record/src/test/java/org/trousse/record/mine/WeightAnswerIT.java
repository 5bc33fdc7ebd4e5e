package org.trousse.record.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.care.CareGround.DEVICE;
import static org.trousse.record.care.CareGround.PATIENT;
import static org.trousse.record.mine.MineSite.location;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.record.care.CareGround;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

/// A household shares a scale, and the patient says whose weight it is. All people are invented.
final class WeightAnswerIT {
  private static final String PAGE = "/fr/mesures/poids";
  private static final Pattern ASKED = Pattern.compile("name=\"mesure\" value=\"([^\"]+)\"");

  private static MineSite site;
  private static CareGround ground;

  @BeforeAll
  static void start() throws SQLException {
    site = new MineSite();
    ground = site.ground;
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  /// Five mornings of one person, and this morning somebody lighter.
  @BeforeEach
  void begin() throws SQLException {
    ground.forget();
    ground.execute(
        "truncate record.reading, record.reading_version, record.reading_act,"
            + " record.pressure_series");
    for (int day = 5; day >= 1; day--) {
      ground.append(weight(Duration.ofDays(day), "80." + day));
    }
    ground.append(weight(Duration.ofHours(1), "55.4"));
  }

  private static Reading weight(Duration ago, String kilograms) {
    Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(ago);
    return new Reading(
        PATIENT,
        Measure.BODY_WEIGHT,
        at,
        DEVICE,
        at.getEpochSecond(),
        0,
        at,
        Amounts.single(new BigDecimal(kilograms)),
        null,
        null,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        new Payload("gatt-2a9d", new byte[] {1}));
  }

  private static String asked() throws Exception {
    Matcher found = ASKED.matcher(site.get("patient", PAGE).body());
    return found.find() ? found.group(1) : "";
  }

  private static String answered(String who, String key, String act) throws Exception {
    return location(site.send(who, PAGE + "/reponse", "mesure", key, "acte", act));
  }

  @Test
  void it_is_me_counts_and_may_be_taken_back() throws Exception {
    String key = asked();
    String told = answered("parent", key, "moi");
    String counted = site.get("patient", PAGE).body();
    String undone = answered("patient", key, "annuler");
    String again = site.get("patient", PAGE).body();

    assertThat(told).isEqualTo(PAGE + "?fait=moi");
    assertThat(counted)
        .contains("<p class=\"figure\">55,4", "Vous avez dit", "value=\"annuler\"")
        .doesNotContain("value=\"pas-moi\"");
    assertThat(undone).isEqualTo(PAGE + "?fait=annule");
    assertThat(again)
        .contains("<p class=\"figure\">80,1", "value=\"pas-moi\"")
        .doesNotContain("Vous avez dit");
    assertThat(
            ground.ask(
                "select string_agg(act || ' ' || account, ' ' order by number)"
                    + " from record.reading_act"))
        .isEqualTo(
            "4 " + MineSite.PARENT.account() + " 3 " + CareGround.visitor(PATIENT).account());
    assertThat(
            ground.ask(
                "select string_agg(what || ' ' || counts[1], ' ' order by at)"
                    + " from record.audit_event"))
        .isEqualTo("weight-mine 1 weight-undone 1");
  }

  @Test
  void it_is_not_me_sets_aside_and_may_be_taken_back() throws Exception {
    String key = asked();
    String told = answered("patient", key, "pas-moi");
    String aside = site.get("patient", PAGE).body();
    String twice = answered("patient", key, "pas-moi");
    String status = ground.ask("select status from record.reading where value = 55.4");
    String undone = answered("patient", key, "annuler");

    assertThat(told).isEqualTo(PAGE + "?fait=pas-moi");
    assertThat(aside)
        .contains("<p class=\"figure\">80,1", "mise de côté")
        .doesNotContain("value=\"pas-moi\"");
    assertThat(twice).isEqualTo(PAGE + "?fait=rien");
    assertThat(status).isNotEmpty().isNotEqualTo("0");
    assertThat(undone).isEqualTo(PAGE + "?fait=annule");
    assertThat(asked()).isEqualTo(key);
  }

  @Test
  void nobody_answers_for_another_and_nothing_but_a_weight_is_asked() throws Exception {
    String key = asked();
    String pressure = key.replaceFirst("^4\\.", "3.");

    assertThat(answered("other", key, "pas-moi")).isEqualTo(PAGE + "?fait=rien");
    assertThat(
            site.send("patient", PAGE + "/reponse", "mesure", pressure, "acte", "moi").statusCode())
        .isEqualTo(400);
    assertThat(site.send("nurse", PAGE + "/reponse", "mesure", key, "acte", "moi").statusCode())
        .isEqualTo(404);
    assertThat(site.get("other", PAGE).body()).doesNotContain("value=\"pas-moi\"");
    assertThat(ground.ask("select count(*) from record.reading_act")).isEqualTo("0");
  }
}
