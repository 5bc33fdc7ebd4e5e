package org.trousse.gateway.app;

import io.vertx.core.Future;
import org.trousse.gateway.GatewayModule.KnowsRights;
import org.trousse.gateway.GatewayModule.OpensTokens;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Where no app is known: no token opens anything, and an app's device may add nothing.
public final class NoAppsLane implements KnowsRights, OpensTokens {
  @Override
  public Future<Right> mayAdd(String clientId, PatientId patient, Measure measure) {
    return Future.succeededFuture(Right.ENDED);
  }

  @Override
  public Right glance(String clientId, PatientId patient, Measure measure) {
    return Right.ENDED;
  }

  @Override
  public Future<Opening> open(Presented presented) {
    return Future.succeededFuture(
        new Opening.Refused("invalid_token", "No app is known here.", false));
  }
}
