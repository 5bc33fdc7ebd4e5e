package org.trousse.consent.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trousse.consent.outbound.OutboundCaller.Fetched;

final class ClientKeysTest {
  private static final URI AT = URI.create("https://app.example/jwks");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T09:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final AtomicInteger fetches = new AtomicInteger();
  private final AtomicReference<String> served = new AtomicReference<>(set("one"));
  private final ClientKeysCaller keys =
      new ClientKeysCaller(
          uri -> {
            fetches.incrementAndGet();
            return Future.succeededFuture(new Fetched(served.get(), "max-age=60"));
          },
          clock);

  private static String set(String kid) {
    try {
      JWK key = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
      return new JWKSet(key).toString(false);
    } catch (JOSEException failed) {
      throw new AssertionError(failed);
    }
  }

  private static App app(AppEntry entry) {
    return new App("c", SecurityProfile.FAPI2, AppStatus.ACTIVE, 1, entry);
  }

  private List<JWK> find(String kid) {
    return keys.keys(app(SyntheticApps.entry(AT, null)), kid).await();
  }

  @Tag("consent-97")
  @Test
  void takes_keys_by_value_and_by_address_and_only_their_public_parts() {
    App byValue = app(SyntheticApps.entry(null, set("value")));

    assertThat(keys.keys(byValue, "value").await())
        .singleElement()
        .matches(key -> !key.isPrivate());
    assertThat(keys.keys(byValue, null).await()).hasSize(1);
    assertThat(fetches).hasValue(0);
    assertThat(find("one")).singleElement().matches(key -> !key.isPrivate());
  }

  @Tag("consent-51")
  @Test
  void keeps_a_set_as_long_as_its_server_says_and_never_longer() {
    find("one");
    now.updateAndGet(before -> before.plusSeconds(59));
    find("one");
    assertThat(fetches).hasValue(1);

    now.updateAndGet(before -> before.plusSeconds(1));
    find("one");

    assertThat(fetches).hasValue(2);
  }

  @Tag("consent-51")
  @Test
  void looks_once_more_for_an_unknown_kid_and_not_again_for_30_seconds() {
    find("one");
    served.set(set("two"));

    assertThat(find("two")).hasSize(1);
    assertThat(find("three")).isEmpty();
    assertThat(find("four")).isEmpty();
    assertThat(fetches).hasValue(2);
    now.updateAndGet(before -> before.plus(ClientKeysCaller.FORCED_EVERY));
    find("five");
    assertThat(fetches).hasValue(3);
  }
}
