package org.trousse.record.mine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.care.CareGround.DEVICE;
import static org.trousse.record.care.CareGround.PATIENT;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trousse.record.care.CareGround;
import org.trousse.record.mine.MineSite;
import org.trousse.record.mine.device.DevicesRoutes.OwnDevices;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;

/// The page of a patient's devices. All people and devices are invented.
final class DevicesIT {
  private static final String PAGE = "/fr/mesures/appareils";
  private static final AtomicBoolean THEIRS = new AtomicBoolean();

  private static MineSite site;
  private static CareGround ground;

  /// One device, and whose it is for the time being.
  private static final class One implements OwnDevices {
    @Override
    public Future<List<Device>> of(PatientId patient, Instant now) {
      Device device =
          new Device(
              DEVICE,
              "Carnet (exemple)",
              Set.of(Measure.BODY_WEIGHT),
              now.minus(Duration.ofDays(40)),
              now.minus(Duration.ofHours(2)),
              12,
              Duration.ofMinutes(3),
              Map.of("time-in-future", 2, "crc", 1, "implausible:weight>650", 1));
      boolean theirs = THEIRS.get() && patient.equals(PATIENT);
      return Future.succeededFuture(theirs ? List.of(device) : List.of());
    }

    @Override
    public Future<Boolean> giveBack(PatientId patient, DeviceId device, Instant now) {
      return Future.succeededFuture(THEIRS.getAndSet(false));
    }
  }

  @BeforeAll
  static void start() throws SQLException {
    site = new MineSite(new One());
    ground = site.ground;
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @BeforeEach
  void begin() throws SQLException {
    ground.forget();
    ground.execute("truncate record.reading, record.reading_version");
    THEIRS.set(true);
    for (int day : new int[] {1, 2, 6, 8}) {
      ground.append(weight(Duration.ofDays(day)));
    }
  }

  private static Reading weight(Duration ago) {
    Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(ago);
    return new Reading(
        PATIENT,
        Measure.BODY_WEIGHT,
        at,
        DEVICE,
        at.getEpochSecond(),
        0,
        at,
        Amounts.single(new BigDecimal("80.5")),
        null,
        null,
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        new Payload("gatt-2a9d", new byte[] {1}));
  }

  @Test
  void it_says_what_a_device_is_when_it_was_heard_and_what_stands_aside() throws Exception {
    String page = site.get("patient", PAGE).body();

    assertThat(page)
        .contains(
            "a synthetic device",
            "l’application Carnet (exemple)",
            "il y a 2 heures",
            "3 mesures ces 7 derniers jours",
            "12\u00a0% (il y a 2 heures)",
            "presque vide",
            "avance de 3 minutes",
            "2 messages parce que l’heure",
            "1 message avec une valeur impossible",
            "1 message que nous n’avons pas pu lire")
        .doesNotContain("{0}", "{1}", " style=");
    assertThat(site.get("patient", "/en/measurements/devices").body())
        .contains("My devices", "Its clock is 3 minutes fast")
        .doesNotContain("{0}", "{1}");
  }

  @Test
  void a_device_is_given_back_and_the_trail_says_so() throws Exception {
    String key = Long.toString(DEVICE.key());

    String wrong = MineSite.location(site.send("patient", PAGE, "appareil", "5"));
    String done = MineSite.location(site.send("patient", PAGE, "appareil", key));
    String again = MineSite.location(site.send("patient", PAGE, "appareil", key));

    assertThat(wrong).isEqualTo(PAGE + "?fait=rien");
    assertThat(done).isEqualTo(PAGE + "?fait=rendu");
    assertThat(again).isEqualTo(PAGE + "?fait=rien");
    assertThat(site.get("patient", PAGE + "?fait=rendu").body())
        .contains("Aucun appareil", "C’est fait");
    assertThat(ground.ask("select what || ' ' || detail from record.audit_event"))
        .isEqualTo("give-back-device all-in-one");
  }

  @Test
  void nobody_else_sees_it() throws Exception {
    assertThat(site.get("other", PAGE).body()).contains("Aucun appareil");
    assertThat(site.get("nurse", PAGE).statusCode()).isEqualTo(404);
    assertThat(site.get("nobody", PAGE).statusCode()).isEqualTo(303);
  }
}
