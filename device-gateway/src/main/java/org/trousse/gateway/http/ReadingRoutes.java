package org.trousse.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.app.Opening;
import org.trousse.gateway.codec.Codecs;
import org.trousse.gateway.device.KnownDevice;
import org.trousse.gateway.door.SignIn;
import org.trousse.gateway.intake.Arrival;
import org.trousse.gateway.intake.DeviceClock;
import org.trousse.gateway.intake.IntakeLane;
import org.trousse.gateway.intake.OutcomeMessage;
import org.trousse.gateway.intake.RecordOutcome;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.Problem;
import org.trousse.sdk.reading.Outcome;
import org.trousse.sdk.reading.Payload;

/// `POST /v1/devices/{id}/readings`: one record or up to 1,000, and what became of each.
public final class ReadingRoutes {
  private static final int BODY_BYTES_MAX = 1 << 20;
  private static final int KEY_LENGTH_MAX = 128;
  private static final List<String> SCHEMES =
      List.of("Basic realm=\"devices\", charset=\"UTF-8\"", "Bearer realm=\"devices\"", "DPoP");
  private static final String OCTETS = "application/octet-stream";
  private static final Map<String, String> CODEC_OF_TYPE =
      Map.of(
          "application/json", "json1",
          "application/senml+json", "senml",
          "application/vnd.trousse.batch+json", "batch");

  private final HttpDoor door;
  private final IntakeLane intake;
  private final AnswerLane answers;
  private final TokenLane tokens;

  public ReadingRoutes(HttpDoor door, IntakeLane intake) {
    this.door = door;
    this.intake = intake;
    this.answers = new AnswerLane(door);
    this.tokens = new TokenLane(door, answers);
  }

  public void mount(Router router) {
    router
        .post("/v1/devices/:id/readings")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
        .handler(this::post)
        .failureHandler(context ->
            answers.refuse(
                context,
                switch (context.statusCode()) {
                  case 400 -> ReadingProblems.notJson(ReadingProblems.BROKEN);
                  case 413 -> ReadingProblems.TOO_LARGE;
                  default -> ReadingProblems.BUSY;
                }));
  }

  /// One request on its way.
  private record Request(
      RoutingContext context, Payload payload, @Nullable String key, long arrived) {}

  /// A request whose sender may send for the device.
  ///
  /// @param principal who counts against the quota and whose Idempotency-Key it is
  /// @param token the app's; null when a device signed in
  private record Sending(
      Request request, KnownDevice principal, KnownDevice device, Opening.@Nullable Opened token) {}

  private void post(RoutingContext context) {
    long arrived = System.nanoTime();
    Optional<String> codec = codec(context);
    if (codec.isEmpty()) {
      answers.refuse(context, ReadingProblems.contentType(contentType(context)));
      return;
    }
    String key = context.request().getHeader("Idempotency-Key");
    if (key != null && !key.matches("[\\x21-\\x7e]{1," + KEY_LENGTH_MAX + "}")) {
      answers.refuse(context, ReadingProblems.BAD_KEY);
      return;
    }
    Buffer body = context.body().buffer();
    Payload payload = new Payload(codec.get(), body == null ? new byte[0] : body.getBytes());
    Request request = new Request(context, payload, key, arrived);
    Future<Optional<Sending>> allowed =
        TokenLane.tried(context)
            ? tokens.open(context).compose(opened -> ofApp(request, opened))
            : signedIn(context).compose(principal -> ofDevice(request, principal));
    allowed
        .compose(sending -> sending.isEmpty() ? done() : once(sending.get()))
        .onFailure(failed -> answers.withhold(context, failed));
  }

  private Future<Optional<KnownDevice>> signedIn(RoutingContext context) {
    String address = context.request().remoteAddress().hostAddress();
    if (door.failures().tooMany(address)) {
      answers.refuse(context, ReadingProblems.TOO_MANY_FAILURES);
      return Future.succeededFuture(Optional.empty());
    }
    Optional<String[]> basic = basic(context.request().getHeader(HttpHeaders.AUTHORIZATION));
    if (basic.isEmpty()) {
      answers.challenge(context, ReadingProblems.SIGN_IN, SCHEMES);
      return Future.succeededFuture(Optional.empty());
    }
    return door.signIns()
        .check(basic.get()[0], basic.get()[1])
        .map(signIn ->
            switch (signIn) {
              case SignIn.Welcome(KnownDevice device) -> Optional.of(device);
              case SignIn.Refused() -> {
                door.failures().refused(address);
                answers.challenge(context, ReadingProblems.SIGN_IN, SCHEMES);
                yield Optional.empty();
              }
              case SignIn.Ended() -> {
                answers.refuse(context, ReadingProblems.ENDED);
                yield Optional.empty();
              }
            });
  }

  private Future<Optional<Sending>> ofDevice(Request request, Optional<KnownDevice> signedIn) {
    String name = request.context().pathParam("id");
    if (signedIn.isEmpty() || name == null || !DeviceId.isLevel(name)) {
      return Future.succeededFuture(allowed(request, Optional.empty()));
    }
    KnownDevice principal = signedIn.get();
    return door.registry()
        .find(new DeviceId(principal.id().tenant(), name))
        .map(found ->
            found
                .filter(device -> !device.ended())
                .filter(device -> principal.mayPublishFor(device.id().key()))
                .map(device -> new Sending(request, principal, device, null)))
        .map(sending -> allowed(request, sending));
  }

  /// An app sends for its own device at its token's patient.
  private Future<Optional<Sending>> ofApp(Request request, Optional<Opening.Opened> opened) {
    String name = request.context().pathParam("id");
    if (opened.isEmpty() || name == null) {
      return Future.succeededFuture(allowed(request, Optional.empty()));
    }
    return door.registrations()
        .find(opened.get(), name)
        .map(found -> found.map(device -> new Sending(request, device, device, opened.get())))
        .map(sending -> allowed(request, sending));
  }

  /// Says no where nobody has said so yet.
  private Optional<Sending> allowed(Request request, Optional<Sending> sending) {
    if (sending.isEmpty()) {
      answers.refuse(request.context(), ReadingProblems.NOT_YOURS);
    }
    return sending;
  }

  /// A request that repeats an Idempotency-Key gets the answer of the first.
  private Future<Void> once(Sending sending) {
    Request request = sending.request();
    String key = request.key();
    if (key == null) {
      return take(sending);
    }
    return door.answers()
        .find(sending.principal().id().key(), key, request.payload())
        .compose(earlier -> {
          if (earlier.isEmpty()) {
            return take(sending);
          }
          if (!earlier.get().sameBody()) {
            answers.refuse(request.context(), ReadingProblems.OTHER_BODY);
            return done();
          }
          request.context().response().putHeader("Idempotency-Replayed", "true");
          return answers.send(request.context(), earlier.get().status(), earlier.get().answer());
        });
  }

  private Future<Void> take(Sending sending) {
    Request request = sending.request();
    if (!door.quota().take(sending.principal().id().key())) {
      answers.refuse(request.context(), ReadingProblems.QUOTA);
      return done();
    }
    return intake
        .take(
            new Arrival(
                sending.device(),
                request.payload(),
                request.key(),
                new DeviceClock(),
                sending.token()))
        .compose(records -> answer(sending, records));
  }

  private Future<Void> answer(Sending sending, List<RecordOutcome> records) {
    door.metrics().acknowledged(sending.request().arrived(), records);
    boolean allRefused = records.stream().allMatch(record -> record.outcome() == Outcome.REFUSED);
    if (!allRefused) {
      return keepAndSend(
          sending, 200, AnswerLane.json(OutcomeMessage.members(null, null, records)));
    }
    boolean notJson = records.size() == 1 && Codecs.NOT_JSON.equals(records.getFirst().error());
    Problem problem =
        notJson
            ? ReadingProblems.notJson(String.valueOf(records.getFirst().mend()))
            : ReadingProblems.allRefused(records);
    return keepAndSend(sending, problem.status(), AnswerLane.json(AnswerLane.members(problem)));
  }

  private Future<Void> keepAndSend(Sending sending, int status, String answer) {
    Request request = sending.request();
    String key = request.key();
    Future<Void> kept =
        key == null
            ? done()
            : door.answers()
                .keep(sending.principal().id().key(), key, request.payload(), status, answer);
    return kept.compose(stored -> answers.send(request.context(), status, answer));
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

  private static Future<Void> done() {
    return Future.succeededFuture();
  }
}
