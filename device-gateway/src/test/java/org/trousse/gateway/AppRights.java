package org.trousse.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.trousse.gateway.app.Opening;
import org.trousse.gateway.app.Presented;
import org.trousse.gateway.app.Right;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// What the patients of a test let its apps add, and the tokens that open it. Answers come from a
/// thread of its own, as another house's may.
public final class AppRights
    implements GatewayModule.KnowsRights, GatewayModule.OpensTokens, AutoCloseable {
  private record Grant(String clientId, PatientId patient) {}

  private final Map<Grant, Map<Measure, Right>> grants = new ConcurrentHashMap<>();
  private final Map<String, Grant> tokens = new ConcurrentHashMap<>();
  private final ExecutorService elsewhere =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
  private volatile boolean stale;

  public final List<Presented> presented = new CopyOnWriteArrayList<>();

  /// The same answer for every measure.
  public void set(String clientId, PatientId patient, Right right) {
    Map<Measure, Right> all = new ConcurrentHashMap<>();
    Set.of(Measure.values()).forEach(measure -> all.put(measure, right));
    grants.put(new Grant(clientId, patient), all);
  }

  public void set(String clientId, PatientId patient, Measure measure, Right right) {
    grants
        .computeIfAbsent(new Grant(clientId, patient), first -> new ConcurrentHashMap<>())
        .put(measure, right);
  }

  /// A token for the app at the patient's.
  public String token(String clientId, PatientId patient) {
    String token = "token-" + tokens.size();
    tokens.put(token, new Grant(clientId, patient));
    return token;
  }

  /// Nothing is known any more, or everything again.
  public void stale(boolean now) {
    stale = now;
  }

  @Override
  public Future<Right> mayAdd(String clientId, PatientId patient, Measure measure) {
    Promise<Right> answer = Promise.promise();
    elsewhere.execute(() -> answer.complete(glance(clientId, patient, measure)));
    return answer.future();
  }

  @Override
  public Right glance(String clientId, PatientId patient, Measure measure) {
    return stale
        ? Right.STALE
        : Optional.ofNullable(grants.get(new Grant(clientId, patient)))
            .map(rights -> rights.get(measure))
            .orElse(Right.ENDED);
  }

  @Override
  public Future<Opening> open(Presented request) {
    presented.add(request);
    Grant grant = tokens.get(request.token());
    Promise<Opening> answer = Promise.promise();
    elsewhere.execute(() ->
        answer.complete(
            stale
                ? new Opening.Stale()
                : grant == null
                    ? new Opening.Refused("invalid_token", "It is \"unknown\".", false)
                    : opened(grant)));
    return answer.future();
  }

  private Opening.Opened opened(Grant grant) {
    return new Opening.Opened() {
      @Override
      public PatientId patient() {
        return grant.patient();
      }

      @Override
      public String clientId() {
        return grant.clientId();
      }

      @Override
      public Right mayAdd(Measure measure) {
        return glance(grant.clientId(), grant.patient(), measure);
      }
    };
  }

  @Override
  public void close() {
    elsewhere.close();
  }
}
