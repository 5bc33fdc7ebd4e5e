package org.trousse.gateway.own;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.trousse.gateway.GatewayFixture;
import org.trousse.gateway.device.Binding;
import org.trousse.gateway.device.DeviceStore;
import org.trousse.gateway.device.KeyedHash;
import org.trousse.gateway.device.NewDevice;
import org.trousse.gateway.quarantine.QuarantineStore;
import org.trousse.gateway.quarantine.Quarantined;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Payload;
import org.trousse.testkit.TestPostgres;

/// What a patient reads of their devices. All people and devices are invented.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OwnDeviceStoreIT {
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static final PatientId OTHER = new PatientId(77);

  private final Vertx vertx = Vertx.vertx();
  private TestPostgres postgres;
  private DeviceStore devices;
  private QuarantineStore quarantine;
  private OwnDeviceStore own;

  @BeforeAll
  void start() {
    postgres = TestPostgres.start().migrate("gateway");
    Pool pool = GatewayFixture.pool(vertx, postgres);
    devices = new DeviceStore(pool);
    quarantine = new QuarantineStore(pool);
    own = new OwnDeviceStore(pool, devices);
  }

  @AfterAll
  void stop() {
    vertx.close().await();
    postgres.close();
  }

  private DeviceId device(String name, @Nullable String app, PatientId patient) {
    DeviceId id = new DeviceId("test", name);
    NewDevice device =
        new NewDevice(
            id, GatewayFixture.PASSWORD, Set.of(Measure.BODY_WEIGHT), "Test scale", 528_399, app);
    devices
        .register(
            device,
            KeyedHash.of(new SecretKeySpec(new byte[32], "HmacSHA256"), GatewayFixture.PASSWORD))
        .await();
    devices.bind(id, new Binding(patient, now.minus(Duration.ofDays(9)), null)).await();
    return id;
  }

  private void aside(DeviceId device, @Nullable PatientId patient, String reason, int daysAgo) {
    Instant at = now.minus(Duration.ofDays(daysAgo));
    quarantine
        .keep(
            new Quarantined(
                device,
                patient,
                List.of(reason),
                "",
                null,
                at,
                new Payload("gatt-2a9d", at.toString().getBytes(StandardCharsets.UTF_8))))
        .await();
  }

  private OwnDevice only(PatientId patient) {
    List<OwnDevice> all = own.of(patient, now).await();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void a_device_says_its_battery_its_clock_and_what_stands_aside() {
    PatientId patient = new PatientId(1);
    DeviceId device = device("talks", "scale-demo", patient);
    devices.stateSaid(device, "{\"battery\": 81.6, \"firmware\": \"2\"}", now).await();
    devices.clockSaid(device, now.plusSeconds(90), now, null, now).await();
    aside(device, patient, "time-in-future", 1);
    aside(device, patient, "time-in-future", 2);
    aside(device, null, "crc", 3);
    aside(device, OTHER, "crc", 4); // somebody else's
    aside(device, patient, "crc", 20); // before it was theirs

    OwnDevice told = only(patient);

    assertThat(told.id()).isEqualTo(device);
    assertThat(told.app()).isEqualTo("scale-demo");
    assertThat(told.battery()).isEqualTo(82);
    assertThat(told.stateAt()).isEqualTo(now);
    assertThat(told.clock()).isEqualTo(new OwnDevice.Clock(now.plusSeconds(90), now, null));
    assertThat(told.keptAside()).containsOnly(Map.entry("time-in-future", 2), Map.entry("crc", 1));
  }

  @Test
  void a_state_in_other_words_is_no_battery() {
    PatientId patient = new PatientId(2);
    DeviceId device = device("mumbles", null, patient);
    devices.stateSaid(device, "{\"battery\": \"good\"}", now).await();

    assertThat(only(patient).battery()).isNull();
    assertThat(only(patient).clock()).isNull();
    assertThat(only(patient).keptAside()).isEmpty();
  }

  @Test
  void who_has_it_gives_it_back_and_nobody_else() {
    PatientId patient = new PatientId(3);
    DeviceId ofApp = device("of-an-app", "scale-demo", patient);

    assertThat(own.giveBack(OTHER, ofApp, now).await()).isFalse();
    assertThat(own.of(patient, now).await()).hasSize(1);
    assertThat(own.giveBack(patient, ofApp, now).await()).isTrue();
    assertThat(own.giveBack(patient, ofApp, now).await()).isFalse();
    assertThat(own.of(patient, now).await()).isEmpty();
    assertThat(
            postgres.ask(
                "select ended_at is not null from gateway.device where name = 'of-an-app'"))
        .isEqualTo("t");
  }

  @Test
  void a_device_of_nobodys_app_may_be_given_to_another() {
    PatientId patient = new PatientId(4);
    DeviceId shared = device("shared", null, patient);

    own.giveBack(patient, shared, now).await();
    devices.bind(shared, new Binding(OTHER, now, null)).await();

    assertThat(own.of(patient, now).await()).isEmpty();
    assertThat(own.of(OTHER, now).await()).extracting(OwnDevice::id).containsExactly(shared);
  }
}
