package org.trousse.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.gateway.codec.Codecs;
import org.trousse.gateway.device.KnownDevice;
import org.trousse.gateway.device.RegistryStore;
import org.trousse.gateway.door.DailyQuota;
import org.trousse.gateway.door.DoorMetrics;
import org.trousse.gateway.door.FailedSignIns;
import org.trousse.gateway.door.SignIn;
import org.trousse.gateway.door.SignInLane;
import org.trousse.gateway.intake.Arrival;
import org.trousse.gateway.intake.DeviceClock;
import org.trousse.gateway.intake.IntakeLane;
import org.trousse.gateway.intake.OutcomeMessage;
import org.trousse.gateway.intake.RecordOutcome;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.Problem;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Payload;
import tools.jackson.databind.json.JsonMapper;

/// `POST /v1/devices/{id}/readings`: one record or up to 1,000, and what became of each.
public final class ReadingRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ReadingRoutes.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BODY_BYTES_MAX = 1 << 20;
  private static final int KEY_LENGTH_MAX = 128;
  private static final int BUSY_SECONDS = 5;
  private static final String OCTETS = "application/octet-stream";
  private static final Map<String, String> CODEC_OF_TYPE =
      Map.of(
          "application/json", "json1",
          "application/senml+json", "senml",
          "application/vnd.trousse.batch+json", "batch");

  private final RegistryStore registry;
  private final SignInLane signIns;
  private final FailedSignIns failures;
  private final DailyQuota quota;
  private final DoorMetrics metrics;
  private final AnswerStore answers;
  private final IntakeLane intake;

  public ReadingRoutes(
      RegistryStore registry,
      SignInLane signIns,
      FailedSignIns failures,
      DailyQuota quota,
      DoorMetrics metrics,
      AnswerStore answers,
      IntakeLane intake) {
    this.registry = registry;
    this.signIns = signIns;
    this.failures = failures;
    this.quota = quota;
    this.metrics = metrics;
    this.answers = answers;
    this.intake = intake;
  }

  public void mount(Router router) {
    router
        .post("/v1/devices/:id/readings")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
        .handler(this::post)
        .failureHandler(context ->
            refuse(
                context,
                context.statusCode() == 413 ? ReadingProblems.TOO_LARGE : ReadingProblems.BUSY));
  }

  /// One request on its way.
  private record Request(
      RoutingContext context, Payload payload, @Nullable String key, long arrived) {}

  private void post(RoutingContext context) {
    long arrived = System.nanoTime();
    Optional<String> codec = codec(context);
    if (codec.isEmpty()) {
      refuse(context, ReadingProblems.contentType(contentType(context)));
      return;
    }
    String key = context.request().getHeader("Idempotency-Key");
    if (key != null && !key.matches("[\\x21-\\x7e]{1," + KEY_LENGTH_MAX + "}")) {
      refuse(context, ReadingProblems.BAD_KEY);
      return;
    }
    Buffer body = context.body().buffer();
    Payload payload = new Payload(codec.get(), body == null ? new byte[0] : body.getBytes());
    Request request = new Request(context, payload, key, arrived);
    signedIn(context)
        .compose(principal -> principal.isEmpty() ? done() : forDevice(request, principal.get()))
        .onFailure(failed -> busy(context, failed));
  }

  private Future<Optional<KnownDevice>> signedIn(RoutingContext context) {
    String address = context.request().remoteAddress().hostAddress();
    if (failures.tooMany(address)) {
      refuse(context, ReadingProblems.TOO_MANY_FAILURES);
      return Future.succeededFuture(Optional.empty());
    }
    Optional<String[]> basic = basic(context.request().getHeader(HttpHeaders.AUTHORIZATION));
    if (basic.isEmpty()) {
      refuse(context, ReadingProblems.SIGN_IN);
      return Future.succeededFuture(Optional.empty());
    }
    return signIns
        .check(basic.get()[0], basic.get()[1])
        .map(signIn ->
            switch (signIn) {
              case SignIn.Welcome(KnownDevice device) -> Optional.of(device);
              case SignIn.Refused() -> {
                failures.refused(address);
                refuse(context, ReadingProblems.SIGN_IN);
                yield Optional.empty();
              }
              case SignIn.Ended() -> {
                refuse(context, ReadingProblems.ENDED);
                yield Optional.empty();
              }
            });
  }

  private Future<Void> forDevice(Request request, KnownDevice principal) {
    String name = request.context().pathParam("id");
    if (name == null || !DeviceId.isLevel(name)) {
      refuse(request.context(), ReadingProblems.NOT_YOURS);
      return done();
    }
    return registry
        .find(new DeviceId(principal.id().tenant(), name))
        .compose(found -> {
          boolean may =
              found.isPresent()
                  && !found.get().ended()
                  && principal.mayPublishFor(found.get().id().key());
          if (!may) {
            refuse(request.context(), ReadingProblems.NOT_YOURS);
            return done();
          }
          return once(request, principal, found.get());
        });
  }

  /// A request that repeats an Idempotency-Key gets the answer of the first.
  private Future<Void> once(Request request, KnownDevice principal, KnownDevice device) {
    String key = request.key();
    if (key == null) {
      return take(request, principal, device);
    }
    return answers
        .find(principal.id().key(), key, request.payload())
        .compose(earlier -> {
          if (earlier.isEmpty()) {
            return take(request, principal, device);
          }
          if (!earlier.get().sameBody()) {
            refuse(request.context(), ReadingProblems.OTHER_BODY);
            return done();
          }
          request.context().response().putHeader("Idempotency-Replayed", "true");
          return send(request.context(), earlier.get().status(), earlier.get().answer());
        });
  }

  private Future<Void> take(Request request, KnownDevice principal, KnownDevice device) {
    if (!quota.take(principal.id().key())) {
      refuse(request.context(), ReadingProblems.QUOTA);
      return done();
    }
    return intake
        .take(new Arrival(device, request.payload(), request.key(), new DeviceClock()))
        .compose(records -> answer(request, principal, records));
  }

  private Future<Void> answer(Request request, KnownDevice principal, List<RecordOutcome> records) {
    metrics.acknowledged(request.arrived(), records);
    boolean allRefused = records.stream().allMatch(record -> record.outcome() == Outcome.REFUSED);
    if (!allRefused) {
      return keepAndSend(
          request, principal, 200, json(OutcomeMessage.members(null, null, records)));
    }
    boolean notJson = records.size() == 1 && Codecs.NOT_JSON.equals(records.getFirst().error());
    Problem problem =
        notJson
            ? ReadingProblems.notJson(String.valueOf(records.getFirst().mend()))
            : ReadingProblems.allRefused(records);
    return keepAndSend(request, principal, problem.status(), json(members(problem)));
  }

  private Future<Void> keepAndSend(
      Request request, KnownDevice principal, int status, String answer) {
    String key = request.key();
    Future<Void> kept =
        key == null
            ? done()
            : answers.keep(principal.id().key(), key, request.payload(), status, answer);
    return kept.compose(stored -> send(request.context(), status, answer));
  }

  private static Future<Void> send(RoutingContext context, int status, String answer) {
    String type = status < 400 ? "application/json" : Problem.MEDIA_TYPE;
    return context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(answer);
  }

  private void busy(RoutingContext context, Throwable cause) {
    LOG.warn("readings withheld: {}", cause.getClass().getSimpleName());
    refuse(context, ReadingProblems.BUSY);
  }

  private void refuse(RoutingContext context, Problem problem) {
    if (context.response().ended()) {
      return;
    }
    metrics.refused(problem.type());
    retryAfter(problem)
        .ifPresent(seconds ->
            context.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds)));
    if (problem.status() == 401) {
      context
          .response()
          .putHeader("WWW-Authenticate", "Basic realm=\"devices\", charset=\"UTF-8\"");
    }
    send(context, problem.status(), json(members(problem)));
  }

  /// When asking again makes sense (RFC 9110 §10.2.3).
  private OptionalLong retryAfter(Problem problem) {
    if (problem.equals(ReadingProblems.QUOTA)) {
      return OptionalLong.of(quota.secondsToNextDay());
    }
    if (problem.equals(ReadingProblems.TOO_MANY_FAILURES)) {
      return OptionalLong.of(FailedSignIns.WINDOW.toSeconds());
    }
    return problem.status() == 503 ? OptionalLong.of(BUSY_SECONDS) : OptionalLong.empty();
  }

  private static Optional<String> codec(RoutingContext context) {
    String named = context.request().getParam("codec");
    if (named != null) {
      return Optional.of(named).filter(Codecs::knows);
    }
    return Optional.ofNullable(CODEC_OF_TYPE.get(contentType(context)));
  }

  private static String contentType(RoutingContext context) {
    String given = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    return given == null ? OCTETS : given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static Optional<String[]> basic(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(6).strip());
      String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      return parts.length == 2 ? Optional.of(parts) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> members(Problem problem) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", Problem.TYPE_BASE + problem.type());
    members.put("title", problem.title());
    members.put("status", problem.status());
    members.put("detail", problem.detail());
    members.putAll(problem.more());
    return members;
  }

  private static String json(Map<String, Object> members) {
    return JSON.writeValueAsString(members);
  }

  private static Future<Void> done() {
    return Future.succeededFuture();
  }
}
