package org.trousse.gateway.app;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.gateway.GatewayModule.KnowsRights;
import org.trousse.gateway.device.KnownDevice;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Reading;

/// What a device's app may add. A device that belongs to no app is bound by its registration only.
/// Answers come on the event loop that asked, and a question that fails is answered with
/// [Right#STALE]: a door that does not know refuses.
public final class RightsLane {
  private static final Logger LOG = LoggerFactory.getLogger(RightsLane.class);

  private final KnowsRights rights;

  public RightsLane(KnowsRights rights) {
    this.rights = rights;
  }

  public Future<Right> mayAdd(KnownDevice device, PatientId patient, Measure measure) {
    String app = device.app();
    return app == null
        ? Future.succeededFuture(Right.ALLOWED)
        : here(rights.mayAdd(app, patient, measure)).recover(RightsLane::unknown);
  }

  /// Of what the device measures, for whoever has it now.
  public Future<Right> mayAddAnything(KnownDevice device) {
    Optional<PatientId> holder = device.holder();
    if (device.app() == null) {
      return Future.succeededFuture(Right.ALLOWED);
    }
    if (holder.isEmpty()) {
      return Future.succeededFuture(Right.NOT_GRANTED);
    }
    List<Future<Right>> each =
        device.measures().stream().map(measure -> mayAdd(device, holder.get(), measure)).toList();
    return Future.all(each).map(all -> Right.ofSeveral(all.<Right>list()));
  }

  /// The same question without waiting, when a batch leaves.
  public boolean stillAllowed(KnownDevice device, Reading reading) {
    String app = device.app();
    return app == null || rights.glance(app, reading.patient(), reading.measure()) == Right.ALLOWED;
  }

  private static Future<Right> unknown(Throwable failed) {
    LOG.warn("rights not known: {}", failed.getClass().getSimpleName());
    return Future.succeededFuture(Right.STALE);
  }

  /// The same, told on the calling event loop: another house may answer on any.
  public static <T> Future<T> here(Future<T> elsewhere) {
    Context asking = Vertx.currentContext();
    if (asking == null) {
      return elsewhere;
    }
    Promise<T> told = Promise.promise();
    elsewhere.onComplete(answer -> {
      if (asking.equals(Vertx.currentContext())) {
        told.handle(answer);
      } else {
        asking.runOnContext(now -> told.handle(answer));
      }
    });
    return told.future();
  }
}
