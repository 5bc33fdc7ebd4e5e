package org.trousse.gateway.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.trousse.gateway.GatewayFixture;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Measure;
import org.trousse.testkit.TestPostgres;

/// Two nodes' copies of one registry.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RegistryStoreIT {
  private final Vertx vertx = Vertx.vertx();
  private TestPostgres postgres;
  private Pool pool;
  private DeviceStore devices;
  private RegistryStore here;
  private RegistryStore there;

  @BeforeAll
  void start() {
    postgres = TestPostgres.migrated("gateway");
    pool = GatewayFixture.pool(vertx, postgres);
    devices = new DeviceStore(pool);
    here = node();
    there = node();
    here.open().await();
    there.open().await();
  }

  @AfterAll
  void stop() {
    here.close();
    there.close();
    vertx.close().await();
    postgres.close();
  }

  @Test
  void a_device_that_ends_has_ended_on_every_node_within_a_second() {
    DeviceId device = registered("ends-everywhere");
    assertThat(here.find(device).await()).get().matches(known -> !known.ended());
    assertThat(there.find(device).await()).get().matches(known -> !known.ended());

    devices.end(device, Instant.now()).await();

    await()
        .atMost(Duration.ofSeconds(1))
        .untilAsserted(() -> {
          assertThat(here.find(device).await()).get().matches(KnownDevice::ended);
          assertThat(there.find(device).await()).get().matches(KnownDevice::ended);
        });
  }

  @Test
  void a_load_that_a_change_overtook_does_not_stay_as_the_copy() {
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    there.onChange(seen::add);
    DeviceId device = registered("overtaken");
    await().until(() -> seen.contains(device.key())); // its registration
    seen.clear();
    SqlConnection holder = pool.getConnection().await();
    holder.query("begin; lock table gateway.binding in access exclusive mode").execute().await();
    Future<Optional<KnownDevice>> load = there.find(device); // has the row, waits for the bindings
    await().until(this::somebodyWaits);

    devices.end(device, Instant.now()).await();
    await().until(() -> seen.contains(device.key()));
    holder.query("commit").execute().await();
    holder.close().await();
    load.await();

    assertThat(there.find(device).await()).get().matches(KnownDevice::ended);
  }

  private RegistryStore node() {
    DeviceStore own = new DeviceStore(GatewayFixture.pool(vertx, postgres));
    return new RegistryStore(vertx, own, own);
  }

  private boolean somebodyWaits() {
    return "1"
        .equals(
            postgres.ask(
                "select count(*) from pg_locks where not granted"
                    + " and relation = 'gateway.binding'::regclass"));
  }

  private DeviceId registered(String name) {
    DeviceId id = new DeviceId("test", name);
    NewDevice device =
        new NewDevice(
            id, GatewayFixture.PASSWORD, Set.of(Measure.BODY_WEIGHT), "Test device", 528_399);
    KeyedHash credential =
        KeyedHash.of(new SecretKeySpec(new byte[32], "HmacSHA256"), GatewayFixture.PASSWORD);
    devices.register(device, credential).await();
    return id;
  }
}
