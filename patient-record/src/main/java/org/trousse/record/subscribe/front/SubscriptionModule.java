package org.trousse.record.subscribe.front;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.subscribe.notice.Signature;
import org.trousse.record.subscribe.send.EndpointCaller;
import org.trousse.record.subscribe.send.NotificationLane;
import org.trousse.record.subscribe.send.NotificationLane.Rights;
import org.trousse.record.subscribe.send.SubscriptionStore;

/// The front of subscriptions: apps that are told of new readings.
public final class SubscriptionModule {
  /// Between two looks at what there is to tell.
  private static final long ROUND_MS = 500;

  /// What the routes of Subscriptions need.
  public record Desk(SubscriptionStore store, Rights rights, Signature signature) {}

  private final Desk desk;
  private final EndpointCaller caller;
  private final NotificationLane lane;

  private SubscriptionModule(Desk desk, EndpointCaller caller, NotificationLane lane) {
    this.desk = desk;
    this.caller = caller;
    this.lane = lane;
  }

  /// Starts to tell.
  ///
  /// @param key of FHIR ids; what signs notifications is derived from it
  /// @param publicUrl the server's address as clients know it, without a slash at its end
  public static SubscriptionModule open(
      Vertx vertx, Pool ingest, Pool reader, Rights rights, SecretKey key, String publicUrl) {
    SecureRandom random = new SecureRandom();
    Desk desk = new Desk(new SubscriptionStore(ingest, reader), rights, new Signature(key));
    EndpointCaller caller = new EndpointCaller(vertx, rights.publicly());
    NotificationLane.Tools tools =
        new NotificationLane.Tools(
            desk.store(),
            new TrailStore(ingest),
            caller,
            rights,
            desk.signature(),
            key,
            publicUrl + "/fhir",
            InstantSource.system(),
            UUID::randomUUID,
            random::nextDouble);
    return new SubscriptionModule(desk, caller, NotificationLane.start(vertx, tools, ROUND_MS));
  }

  public Desk desk() {
    return desk;
  }

  /// Completes when nothing is on its way any more.
  public Future<Void> close() {
    return lane.close().eventually(caller::close);
  }
}
