package org.trousse.referencing.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.trousse.referencing.sandbox.proof.SandboxKeys;
import org.trousse.referencing.sandbox.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// Tells a test driver what to do, signed, and reads what it says.
final class DriverCaller {
  /// A detached JWS over the body (RFC 7515 appendix F).
  static final String SIGNATURE = "Trousse-Signature";

  private final Vertx vertx;
  private final SandboxKeys keys;
  private final SandboxModule.Reaches reaches;

  DriverCaller(Vertx vertx, SandboxKeys keys, SandboxModule.Reaches reaches) {
    this.vertx = vertx;
    this.keys = keys;
    this.reaches = reaches;
  }

  /// What a driver says.
  sealed interface Said {
    /// HTTP's status; 0 when there was none.
    int status();

    /// A browser would be led here.
    record Led(int status, URI to) implements Said {}

    record Done(int status) implements Said {}

    /// Nothing that the protocol knows.
    record Nothing(int status, String why) implements Said {}
  }

  /// Never fails: a driver that is silent said nothing.
  Future<Said> tell(URI driver, ObjectNode message, Duration patience) {
    String body = message.toString();
    return vertx
        .executeBlocking(() -> keys.detached(body), false)
        .map(Objects::requireNonNull)
        .compose(signature -> reaches.post(driver, Map.of(SIGNATURE, signature), body, patience))
        .map(DriverCaller::said)
        .otherwise(failed -> new Said.Nothing(0, "no answer"));
  }

  private static Said said(SandboxModule.Reached reached) {
    Optional<ObjectNode> json = Json.parse(reached.body());
    if (reached.status() != 200 || json.isEmpty()) {
      return new Said.Nothing(reached.status(), "no answer of the protocol");
    }
    if (json.get().path("done").asBoolean(false)) {
      return new Said.Done(reached.status());
    }
    try {
      String url = json.get().path("authorizationUrl").asString("");
      return url.isEmpty()
          ? new Said.Nothing(reached.status(), "neither done nor authorizationUrl")
          : new Said.Led(reached.status(), URI.create(url));
    } catch (IllegalArgumentException noAddress) {
      return new Said.Nothing(reached.status(), "authorizationUrl is no address");
    }
  }
}
