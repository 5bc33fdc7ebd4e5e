package org.trousse.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.trousse.gateway.app.AskedDevice;
import org.trousse.gateway.app.Opening;
import org.trousse.gateway.app.RegistrationLane;
import org.trousse.gateway.app.RegistrationLane.Access;
import org.trousse.gateway.app.Right;
import org.trousse.gateway.app.Withheld;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.gateway.device.AppDeviceStore.Registered;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.measure.Measure;

/// `POST /v1/devices` and `DELETE /v1/devices/{id}`: an app registers its devices for the patient
/// whose token it shows, and ends them.
public final class DeviceRoutes {
  private static final int BODY_BYTES_MAX = 4_096;

  private final HttpDoor door;
  private final RegistrationLane registrations;
  private final AnswerLane answers;
  private final TokenLane tokens;

  public DeviceRoutes(HttpDoor door) {
    this.door = door;
    this.registrations = door.registrations();
    this.answers = new AnswerLane(door);
    this.tokens = new TokenLane(door, answers);
  }

  public void mount(Router router) {
    router
        .post("/v1/devices")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
        .handler(context -> withToken(context, opened -> register(context, opened)))
        .failureHandler(this::failed);
    router
        .delete("/v1/devices/:id")
        .handler(context -> withToken(context, opened -> end(context, opened)))
        .failureHandler(this::failed);
  }

  @FunctionalInterface
  private interface Takes {
    Future<Void> take(Opening.Opened opened);
  }

  private void withToken(RoutingContext context, Takes request) {
    tokens
        .open(context)
        .compose(opened -> opened.isEmpty() ? done() : limited(context, opened.get(), request))
        .onFailure(failed -> answers.withhold(context, failed));
  }

  private Future<Void> limited(RoutingContext context, Opening.Opened opened, Takes request) {
    if (!door.rate().take(opened.clientId(), opened.patient())) {
      answers.refuse(context, ReadingProblems.TOO_MANY_CHANGES);
      return done();
    }
    return request.take(opened);
  }

  private void failed(RoutingContext context) {
    answers.refuse(
        context,
        switch (context.statusCode()) {
          case 400 -> ReadingProblems.notADevice(ReadingProblems.BROKEN);
          case 413 -> ReadingProblems.TOO_LARGE_A_DEVICE;
          default -> ReadingProblems.BUSY;
        });
  }

  private Future<Void> register(RoutingContext context, Opening.Opened opened) {
    Buffer body = context.body().buffer();
    return switch (AskedDevice.read(body == null ? new byte[0] : body.getBytes())) {
      case Decoded.Failed<AskedDevice>(var error, var mend) -> {
        answers.refuse(context, ReadingProblems.notADevice(mend));
        yield done();
      }
      case Decoded.Value<AskedDevice>(var asked) -> register(context, opened, asked);
    };
  }

  private Future<Void> register(RoutingContext context, Opening.Opened opened, AskedDevice asked) {
    Set<Measure> refused = EnumSet.noneOf(Measure.class);
    for (Measure measure : asked.measures()) {
      Right right = opened.mayAdd(measure);
      if (right.comesBack()) {
        return Future.failedFuture(new Withheld(right));
      }
      if (right != Right.ALLOWED) {
        refused.add(measure);
      }
    }
    if (!refused.isEmpty()) {
      answers.refuse(context, ReadingProblems.notGranted(refused));
      return done();
    }
    return registrations.register(opened, asked).compose(access -> answer(context, access));
  }

  private Future<Void> answer(RoutingContext context, Access access) {
    return switch (access.registered()) {
      case NEW, AGAIN -> {
        context.response().putHeader("Location", "/v1/devices/" + access.device().id().name());
        int status = access.registered() == Registered.NEW ? 201 : 200;
        yield answers.send(context, status, AnswerLane.json(members(access)));
      }
      case TOO_MANY -> {
        answers.refuse(context, ReadingProblems.TOO_MANY_DEVICES);
        yield done();
      }
      case TAKEN -> {
        answers.refuse(context, ReadingProblems.TAKEN);
        yield done();
      }
    };
  }

  private Future<Void> end(RoutingContext context, Opening.Opened opened) {
    Right anything =
        Right.ofSeveral(List.of(Measure.values()).stream().map(opened::mayAdd).toList());
    if (anything.comesBack()) {
      return Future.failedFuture(new Withheld(anything));
    }
    String id = Objects.requireNonNullElse(context.pathParam("id"), "");
    return registrations
        .find(opened, id)
        .compose(found -> {
          if (found.isEmpty()) {
            answers.refuse(context, ReadingProblems.NO_SUCH_DEVICE);
            return done();
          }
          return registrations
              .end(found.get())
              .compose(ended -> context.response().setStatusCode(204).end());
        });
  }

  private Map<String, Object> members(Access access) {
    DeviceId id = access.device().id();
    String topics = "dg/1/" + id.tenant() + "/" + id.name();
    Map<String, Object> mqtt = new LinkedHashMap<>();
    mqtt.put("host", door.reach().mqttHost());
    putOpen(mqtt, "port", door.reach().mqttPort());
    putOpen(mqtt, "tlsPort", door.reach().mqttTlsPort());
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("tenant", id.tenant());
    members.put("id", id.name());
    members.put("username", id.username());
    members.put("password", access.device().password());
    members.put(
        "measures", access.device().measures().stream().map(Measure::word).sorted().toList());
    members.put("mqtt", mqtt);
    members.put("topics", Map.of("up", topics + "/up/{codec}", "ack", topics + "/down/ack"));
    members.put("readings", door.reach().publicUrl() + "/v1/devices/" + id.name() + "/readings");
    return members;
  }

  private static void putOpen(Map<String, Object> mqtt, String name, int port) {
    if (port > 0) {
      mqtt.put(name, port);
    }
  }

  private static Future<Void> done() {
    return Future.succeededFuture();
  }
}
