package org.trousse.referencing.sandbox;

import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.sandbox.door.Doors;
import org.trousse.referencing.sandbox.door.Run;
import org.trousse.referencing.sandbox.proof.SandboxKeys;
import org.trousse.referencing.sandbox.scene.Scene;
import org.trousse.referencing.sandbox.scene.Scenes;
import org.trousse.referencing.sandbox.scene.Tamper;
import org.trousse.referencing.sandbox.wire.Ask;
import org.trousse.referencing.sandbox.wire.Reply;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.node.ObjectNode;

/// Plays scenes: opens a run, tells the app's test driver, plays the browser and the patient, and
/// ends the run. Bounded in number and in time.
final class SandboxLane {
  private static final int RUNS_MAX = 64;
  private static final int KEY_FETCHES_MAX = 4;
  private static final int LEGS_MAX = 4;
  private static final int SECRET_BYTES = 24;
  private static final Duration LIFE = Duration.ofSeconds(60);

  /// How long a test driver may think about a scene.
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Text NO_DRIVER =
      new Text(
          "Le manifeste ne déclare pas de pilote de test (testDriver).",
          "The manifest declares no test driver (testDriver).");
  private static final Text NO_SCENE =
      new Text("Cette scène n’existe pas.", "There is no such scene.");
  private static final Text BUSY =
      new Text(
          "Le bac à sable est plein. Relancez le contrôle dans une minute.",
          "The sandbox is full. Run the check again in a minute.");
  private static final Text SILENT =
      new Text(
          "Le pilote de test n’a pas répondu à l’adresse déclarée.",
          "The test driver did not answer at the declared address.");

  private final Vertx vertx;
  private final String publicUrl;
  private final SandboxKeys keys;
  private final DriverCaller driver;
  private final SandboxModule.FetchesKeys fetchesKeys;
  private final SecureRandom random;
  private final Clock clock;
  private final Duration driversMay;
  private final Map<String, Playing> runs = new ConcurrentHashMap<>();

  SandboxLane(
      Vertx vertx,
      String publicUrl,
      SandboxKeys keys,
      DriverCaller driver,
      SandboxModule.FetchesKeys fetchesKeys,
      SecureRandom random,
      Clock clock,
      Duration driversMay) {
    this.vertx = vertx;
    this.publicUrl = publicUrl;
    this.keys = keys;
    this.driver = driver;
    this.fetchesKeys = fetchesKeys;
    this.random = random;
    this.clock = clock;
    this.driversMay = driversMay;
  }

  /// A run that is open.
  private record Playing(
      String id, Run run, URI address, Manifest.Exchange app, Instant ends, AtomicInteger fetches) {
    /// Never the id, which opens the run.
    @Override
    public String toString() {
      return "Playing(" + run + ")";
    }
  }

  Future<Sight> play(Subject subject, Look.Play look) {
    Manifest.Exchange app = subject.manifest().exchange();
    URI address = app == null ? null : app.testDriver();
    Optional<Scene> scene = Scenes.cast(look.scene(), subject.manifest());
    if (app == null || address == null) {
      return Future.succeededFuture(new Sight.NotSeen(NO_DRIVER));
    }
    if (scene.isEmpty()) {
      return Future.succeededFuture(new Sight.NotSeen(NO_SCENE));
    }
    if (runs.size() >= RUNS_MAX) {
      return Future.succeededFuture(new Sight.NotSeen(BUSY));
    }
    String id = secret();
    Run run = new Run(publicUrl + "/sandbox/" + id, app, scene.get(), keys, this::secret);
    AtomicInteger fetches = new AtomicInteger();
    Playing playing = new Playing(id, run, address, app, clock.instant().plus(LIFE), fetches);
    runs.put(id, playing);
    return refreshKeys(playing)
        .compose(ready -> tell(playing, DriverMessage.begin(id, run, clock.instant()), LEGS_MAX))
        .map(said -> sight(playing, said))
        .eventually(() -> Future.succeededFuture(runs.remove(playing.id())));
  }

  private static Sight sight(Playing playing, DriverCaller.Said said) {
    boolean acted =
        playing.run().tape().taken().stream().anyMatch(one -> !one.door().equals("driver"));
    return said instanceof DriverCaller.Said.Nothing && !acted
        ? new Sight.NotSeen(SILENT)
        : playing.run().tape();
  }

  /// One message, and what follows from the answer, until the driver is done.
  private Future<DriverCaller.Said> tell(Playing playing, ObjectNode message, int legsLeft) {
    Instant began = clock.instant();
    Duration left = Duration.between(began, playing.ends());
    Duration patience = left.compareTo(driversMay) < 0 ? left : driversMay;
    return driver
        .tell(playing.address(), message, patience)
        .compose(said -> {
          note(playing, began, message, said);
          return switch (said) {
            case DriverCaller.Said.Led(int status, URI to) when legsLeft > 0 ->
                browse(playing, to, legsLeft);
            case DriverCaller.Said.Led led -> Future.succeededFuture(led);
            case DriverCaller.Said.Nothing nothing -> Future.succeededFuture(nothing);
            case DriverCaller.Said.Done done -> linger(playing, done);
          };
        });
  }

  private Future<DriverCaller.Said> browse(Playing playing, URI to, int legsLeft) {
    return vertx
        .executeBlocking(() -> Doors.browse(playing.run(), to, clock.instant()), false)
        .map(Objects::requireNonNull)
        .compose(led ->
            led.isEmpty()
                ? Future.succeededFuture(new DriverCaller.Said.Done(200))
                : tell(
                    playing,
                    DriverMessage.cameBack(playing.id(), playing.run(), led.get(), clock.instant()),
                    legsLeft - 1));
  }

  private Future<DriverCaller.Said> linger(Playing playing, DriverCaller.Said done) {
    long watch = playing.run().scene().watch().toMillis();
    return watch == 0
        ? Future.succeededFuture(done)
        : vertx.timer(watch, TimeUnit.MILLISECONDS).map(over -> done);
  }

  private void note(Playing playing, Instant at, ObjectNode message, DriverCaller.Said said) {
    Map<String, String> notes = new LinkedHashMap<>();
    String step = message.path("step").asString("");
    notes.put("step", step);
    notes.put(
        "said",
        switch (said) {
          case DriverCaller.Said.Led led -> "authorizationUrl";
          case DriverCaller.Said.Done done -> "done";
          case DriverCaller.Said.Nothing(int status, String why) -> why;
        });
    Tamper tamper = playing.run().scene().tamper();
    if (step.equals("return")) {
      notes.put("tampered", tamper.word());
    }
    ObjectNode shown = message.deepCopy();
    shown.remove("cameBack");
    playing
        .run()
        .take(
            new Sight.Taken(
                at,
                "driver",
                "POST",
                playing.address().getRawPath(),
                Map.of(),
                shown.toString(),
                said.status(),
                Map.copyOf(notes)));
  }

  /// Answers a request to a run; empty when no such run is open.
  Future<Optional<Reply>> answer(String id, Ask ask) {
    Playing playing = runs.get(id);
    if (playing == null || clock.instant().isAfter(playing.ends())) {
      return Future.succeededFuture(Optional.empty());
    }
    return ask(playing, ask, false)
        .compose(answered ->
            switch (answered) {
              case Doors.Answered.Replied(Reply reply) ->
                  Future.succeededFuture(Optional.of(reply));
              case Doors.Answered.NeedsKeys() ->
                  refreshKeys(playing)
                      .compose(ready -> ask(playing, ask, true))
                      .map(SandboxLane::replied);
            });
  }

  private static Optional<Reply> replied(Doors.Answered answered) {
    return answered instanceof Doors.Answered.Replied(Reply reply)
        ? Optional.of(reply)
        : Optional.empty();
  }

  private Future<Doors.Answered> ask(Playing playing, Ask ask, boolean lastTry) {
    return vertx
        .executeBlocking(() -> Doors.answer(playing.run(), ask, clock.instant(), lastTry), false)
        .map(Objects::requireNonNull);
  }

  /// Reads the app's public keys, from the manifest or from where it says. Keys that cannot be read
  /// leave those that there were.
  private Future<Boolean> refreshKeys(Playing playing) {
    URI place = playing.app().jwksUri();
    if (place == null || playing.fetches().incrementAndGet() > KEY_FETCHES_MAX) {
      return Future.succeededFuture(place == null && keep(playing, playing.app().jwks()));
    }
    return fetchesKeys.fetch(place).map(json -> keep(playing, json)).otherwise(false);
  }

  private static boolean keep(Playing playing, @Nullable String jwks) {
    if (jwks == null) {
      return false;
    }
    try {
      playing.run().clientKeys(JWKSet.parse(jwks).toPublicJWKSet());
      return true;
    } catch (ParseException notOne) {
      return false;
    }
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
