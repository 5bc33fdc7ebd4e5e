package org.trousse.record.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.care.CareGround.NURSE;
import static org.trousse.record.care.CareGround.OTHER;
import static org.trousse.record.care.CareGround.PATIENT;
import static org.trousse.record.care.CareGround.await;
import static org.trousse.record.mine.MineSite.location;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.record.care.CareGround;
import org.trousse.record.care.space.SpaceStore;
import org.trousse.record.pressure.Protocol;
import org.trousse.record.pressure.kept.KeptSeries;
import org.trousse.record.pressure.kept.KeptSeriesStore;
import org.trousse.record.pressure.kept.KeptSeriesStore.Decision;
import org.trousse.record.pressure.kept.KeptSeriesStore.Started;
import org.trousse.record.professional.Viewer;

/// A patient starts a series of blood pressure and ends it. All people are invented.
final class KeptSeriesIT {
  private static final String PAGE = "/fr/mesures/tension";
  private static MineSite site;
  private static CareGround ground;
  private static KeptSeriesStore store;

  @BeforeAll
  static void start() throws SQLException {
    site = new MineSite();
    ground = site.ground;
    store = new KeptSeriesStore(ground.ingest, ground.reader);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @BeforeEach
  void begin() {
    ground.forget();
    ground.execute("truncate record.pressure_series, record.reading, record.reading_version");
  }

  private static LocalDate today() {
    return LocalDate.now(MineSite.PARIS);
  }

  private static String startedBy(String who, String protocol, LocalDate first) throws Exception {
    return location(
        site.send(
            who,
            PAGE + "/serie",
            "acte",
            "commencer",
            "protocole",
            protocol,
            "debut",
            first.toString()));
  }

  @Test
  void a_series_is_started_measured_by_hand_and_ended() throws Exception {
    String before = site.get("patient", PAGE).body();
    String started = startedBy("patient", "france-3", today());
    String running = site.get("patient", PAGE).body();
    String entered =
        location(
            site.send(
                "patient",
                "/fr/mesures/saisir?pour=tension",
                "mesure",
                "pressure",
                "valeur",
                "128/76",
                "quand",
                LocalDateTime.now(MineSite.PARIS).truncatedTo(ChronoUnit.MINUTES).toString(),
                "cle",
                UUID.randomUUID().toString()));
    String id = ground.ask("select id from record.pressure_series");
    String ended = location(site.send("patient", PAGE + "/serie", "acte", "finir", "serie", id));
    String over = site.get("patient", PAGE).body();

    assertThat(before).contains("value=\"commencer\"").doesNotContain("Ma série");
    assertThat(started).isEqualTo(PAGE + "?fait=commencee");
    assertThat(running)
        .contains("Ma série", "/fr/mesures/saisir?pour=tension", "value=\"finir\"")
        .doesNotContain("value=\"commencer\"");
    assertThat(entered).isEqualTo(PAGE + "?fait=saisi");
    assertThat(ended).isEqualTo(PAGE + "?fait=finie");
    assertThat(over).contains("Mes séries passées", "128/76", "value=\"commencer\"");
    assertThat(
            ground.ask(
                "select string_agg(what || ' ' || measures::text, ' ' order by at)"
                    + " from record.audit_event where what like '%-series'"))
        .isEqualTo("start-series {3} end-series {3}");
  }

  @Test
  void there_is_one_at_a_time_and_not_on_any_day() throws Exception {
    assertThat(startedBy("patient", "esh", today().minusDays(8))).endsWith("?fait=date");
    assertThat(startedBy("patient", "esh", today().plusDays(3))).endsWith("?fait=commencee");
    assertThat(startedBy("parent", "esh", today())).endsWith("?fait=une-autre");
    assertThat(startedBy("other", "esh", today())).endsWith("?fait=commencee");
    assertThat(ground.ask("select count(*) from record.pressure_series")).isEqualTo("2");
  }

  @Test
  void nobody_else_starts_sees_or_ends_it() throws Exception {
    startedBy("patient", "esh", today());
    String id = ground.ask("select id from record.pressure_series");

    assertThat(site.send("nurse", PAGE + "/serie", "acte", "finir", "serie", id).statusCode())
        .isEqualTo(404);
    assertThat(location(site.send("other", PAGE + "/serie", "acte", "finir", "serie", id)))
        .endsWith("?fait=rien");
    assertThat(location(site.send("nobody", PAGE + "/serie", "acte", "finir", "serie", id)))
        .startsWith("/fr/connexion?retour=");
    assertThat(await(store.newest(OTHER, Viewer.HOLDER, 9))).isEmpty();
    assertThat(site.get("other", PAGE).body()).doesNotContain("Ma série");
    assertThat(ground.ask("select ended_at is null from record.pressure_series")).isEqualTo("t");
  }

  @Test
  void a_professional_reads_it_once_the_patient_named_them() throws Exception {
    startedBy("patient", "esh", today());

    assertThat(await(store.newest(PATIENT, Viewer.of(NURSE), 9))).isEmpty();
    ground.named(PATIENT, NURSE);
    assertThat(await(store.newest(PATIENT, Viewer.of(NURSE), 9)))
        .extracting(KeptSeries::protocol)
        .containsExactly(Protocol.ESH);
    assertThat(ground.askAsReader("select count(*) from record.pressure_series")).isEqualTo("0");
  }

  @Test
  void what_is_over_ends_no_more_and_a_closed_space_takes_none() {
    Decision then =
        new Decision(PATIENT, UUID.randomUUID(), LocalDate.of(2026, 10, 1), Instant.now());
    Decision later =
        new Decision(PATIENT, UUID.randomUUID(), LocalDate.of(2026, 10, 8), Instant.now());
    KeptSeries series =
        new KeptSeries(UUID.randomUUID(), Protocol.ESH, LocalDate.of(2026, 10, 1), null);
    KeptSeries next =
        new KeptSeries(UUID.randomUUID(), Protocol.US, LocalDate.of(2026, 10, 8), null);

    assertThat(await(store.start(series, then))).isEqualTo(Started.STARTED);
    assertThat(await(store.end(series.id(), later))).isFalse();
    assertThat(await(store.start(next, later))).isEqualTo(Started.STARTED);
    assertThat(await(store.newest(PATIENT, Viewer.HOLDER, 9))).containsExactly(next, series);
    await(new SpaceStore(ground.ingest).close(OTHER, null, Instant.now()));
    assertThat(
            await(
                store.start(
                    series, new Decision(OTHER, UUID.randomUUID(), then.today(), Instant.now()))))
        .isEqualTo(Started.CLOSED);
  }
}
