package org.trousse.examples;

import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.device.ClockStatement;
import org.trousse.sdk.device.DeviceAccess;
import org.trousse.sdk.device.DevicePublisher;
import org.trousse.sdk.device.DeviceRegistration;
import org.trousse.sdk.device.DeviceRegistration.Registered;
import org.trousse.sdk.device.GattWriter;
import org.trousse.sdk.device.PublishResult;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.oauth.Answer;
import org.trousse.sdk.oauth.ClientIdentity;
import org.trousse.sdk.oauth.DeviceFlow;
import org.trousse.sdk.oauth.OAuthClient;
import org.trousse.sdk.oauth.TokenKeeper;
import org.trousse.sdk.oauth.TokenSet;
import org.trousse.sdk.reading.Payload;

/// A blood-pressure cuff without a browser: shows a code that the patient enters on a phone,
/// registers itself, and publishes one measurement with its own name and password.
public final class PairedCuff {
  private static final Set<String> SCOPES =
      Set.of("patient/Observation.c?code=http://loinc.org|85354-9");

  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
  private static final int PAIRING_MIN = 15;
  private static final int PUBLISHING_S = 30;

  private final ScheduledExecutorService executor;

  private PairedCuff(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  /// Exits with 0 when the gateway took the measurement, with 1 when not. The one argument, a
  /// client id, may be left out.
  public static void main(String[] arguments) throws Exception {
    DemoApps demo = DemoApps.read();
    DemoApps.App app =
        demo.app(
            Arrays.stream(arguments).findFirst(),
            one -> one.profile().equals("smart-public") && one.redirectUri() == null);
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    PairedCuff cuff = new PairedCuff(executor);

    Answer<Registered> registered =
        OAuthClient.discover(
                HttpClient.newHttpClient(),
                demo.fhirBase(),
                ClientIdentity.smartPublic(app.clientId()),
                Clock.systemUTC())
            .thenCompose(found -> found.thenAsk(cuff::pair))
            .get(PAIRING_MIN, TimeUnit.MINUTES);

    registered.refusal().ifPresent(System.err::println);
    // a real device keeps its name and password, and pairs only once
    boolean taken = registered.found().isPresent() && cuff.publish(registered.found().get());
    executor.shutdownNow();
    System.exit(taken ? 0 : 1);
  }

  /// 1. Show a code; 2. wait for the patient's answer; 3. register.
  private CompletableFuture<Answer<Registered>> pair(OAuthClient client) {
    DeviceFlow flow = client.deviceFlow(executor);
    return flow.start(SCOPES)
        .thenCompose(started -> started.thenAsk(pairing -> shown(flow, pairing)))
        .thenCompose(given -> given.thenAsk(tokens -> register(client, tokens)));
  }

  private static CompletableFuture<Answer<TokenSet>> shown(
      DeviceFlow flow, DeviceFlow.Pairing pairing) {
    System.out.println("open " + pairing.verificationUri() + " and enter " + pairing.userCode());
    return flow.tokens(pairing);
  }

  private static CompletableFuture<Answer<Registered>> register(
      OAuthClient client, TokenSet tokens) {
    System.out.println("the patient agreed");
    TokenKeeper keeper = new TokenKeeper(client, tokens, newer -> {});
    return new DeviceRegistration(client, keeper)
        .register("example-cuff", "Example cuff", Set.of(Measure.BLOOD_PRESSURE));
  }

  /// 4. From here on the device speaks for itself, as `BloodPressureCuff` does.
  private boolean publish(Registered registered) throws Exception {
    System.out.println("registered as " + registered.device().username());
    DeviceAccess access = registered.access();
    byte[] measurement =
        GattWriter.pressure(
            new GattWriter.Pressure(
                new BigDecimal("128"),
                new BigDecimal("82"),
                null,
                Unit.MM_HG,
                LocalDateTime.now(ZONE),
                new BigDecimal("71"),
                null,
                Set.of()));
    try (DevicePublisher publisher =
        new DevicePublisher(
            access, DevicePublisher.Limits.USUAL, listener(), executor, new SecureRandom())) {
      publisher.connect().get(PUBLISHING_S, TimeUnit.SECONDS);
      PublishResult result =
          publisher
              .publish("gatt-2a35", measurement, UUID.randomUUID().toString())
              .get(PUBLISHING_S, TimeUnit.SECONDS);
      System.out.println("PUBACK: " + result);
      return result instanceof PublishResult.Acknowledged answer && answer.taken();
    }
  }

  private static DevicePublisher.Listener listener() {
    return new DevicePublisher.Listener() {
      @Override
      public List<Payload> greetings() {
        return List.of(ClockStatement.exact(Instant.now(), ZONE).payload());
      }

      @Override
      public void disconnected(@Nullable Integer reasonCode, String why) {
        System.err.println("not connected: " + why);
      }
    };
  }
}
