package org.trousse.record.subscribe.send;

import io.vertx.core.Future;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.trousse.record.subscribe.Reach;
import org.trousse.record.subscribe.Standing;
import org.trousse.record.subscribe.Standing.Held;
import org.trousse.record.subscribe.send.NotificationLane.Rights;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// What patients let invented apps read; a test changes it while it is in use. Apps may be called
/// on this machine, and nowhere else.
public final class Subscribers {
  private record Key(String app, PatientId patient) {}

  private final Map<Key, Standing> standings = new ConcurrentHashMap<>();

  public Rights rights() {
    return new Rights(
        (app, patient) ->
            Future.succeededFuture(
                standings.getOrDefault(new Key(app, patient), new Standing.Ended())),
        (app, endpoint) -> Future.succeededFuture(reach(endpoint)),
        address -> false);
  }

  private static Reach reach(URI endpoint) {
    return endpoint.getHost().equals("127.0.0.1") ? Reach.LOOPBACK : Reach.NOWHERE;
  }

  public Held allows(String app, PatientId patient, Measure... measures) {
    return allows(UUID.randomUUID(), app, patient, measures);
  }

  /// Another version of a permission.
  public Held allows(UUID grant, String app, PatientId patient, Measure... measures) {
    Held held = new Held(grant, Set.of(measures), null);
    stands(app, patient, held);
    return held;
  }

  public void stands(String app, PatientId patient, Standing standing) {
    standings.put(new Key(app, patient), standing);
  }
}
