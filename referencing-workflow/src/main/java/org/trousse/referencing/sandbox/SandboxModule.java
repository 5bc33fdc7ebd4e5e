package org.trousse.referencing.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.sandbox.proof.SandboxKeys;

/// The sandbox, opened once in a process. Runs live in memory: an app's requests must come to the
/// process that plays its scene.
public final class SandboxModule {
  private final SandboxLane lane;
  private final SandboxRoutes routes;

  private SandboxModule(SandboxLane lane, SandboxRoutes routes) {
    this.lane = lane;
    this.routes = routes;
  }

  /// What the sandbox asks of others.
  public record Needs(Reaches reaches, FetchesKeys fetchesKeys) {}

  /// Posts JSON to a vendor's address, by the one guarded way outside.
  @FunctionalInterface
  public interface Reaches {
    Future<Reached> post(URI address, Map<String, String> headers, String json, Duration patience);
  }

  /// An answer; the body is bounded by whoever fetched it.
  public record Reached(int status, String body) {}

  /// Fetches a vendor's JWK Set, by the one guarded way outside, and never from a cache.
  @FunctionalInterface
  public interface FetchesKeys {
    Future<String> fetch(URI jwksUri);
  }

  /// Opens it.
  ///
  /// @param publicUrl where apps reach the platform, without a slash at its end
  public static Future<SandboxModule> open(
      Vertx vertx, String publicUrl, Needs needs, Clock clock) {
    return open(vertx, publicUrl, needs, clock, SandboxLane.PATIENCE);
  }

  /// The same with another patience, for tests.
  static Future<SandboxModule> open(
      Vertx vertx, String publicUrl, Needs needs, Clock clock, Duration driversMay) {
    SecureRandom random = new SecureRandom();
    return vertx
        .executeBlocking(SandboxKeys::make, false)
        .map(Objects::requireNonNull)
        .map(keys -> {
          DriverCaller driver = new DriverCaller(vertx, keys, needs.reaches());
          SandboxLane lane =
              new SandboxLane(
                  vertx, publicUrl, keys, driver, needs.fetchesKeys(), random, clock, driversMay);
          return new SandboxModule(lane, new SandboxRoutes(lane, keys));
        });
  }

  public void mount(Router router) {
    routes.mount(router);
  }

  /// Has the app play one scene. [Sight.NotSeen] when it cannot.
  public Future<Sight> play(Subject subject, Look.Play look) {
    return lane.play(subject, look);
  }
}
