package org.trousse.referencing.drill;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.drill.DrillStore.Drill;
import org.trousse.referencing.outbound.OutsideCaller;

/// Sends rehearsals. A drill that is under way is sent again under its own id, so that a vendor who
/// mends the address need not wait for the next one.
public final class DrillCaller {
  public static final String SIGNATURE_HEADER = "Trousse-Signature";
  private static final int OK = 200;

  /// Signs what the platform says: a compact JWS with its payload left out (RFC 7515 appendix F).
  @FunctionalInterface
  public interface Signs {
    Future<String> sign(String payload);
  }

  private final OutsideCaller outside;
  private final DrillStore drills;
  private final Signs signs;
  private final Clock clock;
  private final Supplier<UUID> ids;

  public DrillCaller(
      OutsideCaller outside, DrillStore drills, Signs signs, Clock clock, Supplier<UUID> ids) {
    this.outside = outside;
    this.drills = drills;
    this.signs = signs;
    this.clock = clock;
    this.ids = ids;
  }

  public Future<Sight> look(Subject subject, Look.Drill look) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return drills
        .current(subject.dossier(), look.address(), ids.get(), now)
        .compose(drill -> {
          Instant answered = drill.answered();
          return answered == null
              ? send(look, drill)
              : Future.succeededFuture(
                  new Sight.Answered(
                      drill.status() == 0 ? OK : drill.status(),
                      Duration.between(drill.sent(), answered),
                      ""));
        });
  }

  private Future<Sight> send(Look.Drill look, Drill drill) {
    String body = body(drill);
    return signs
        .sign(body)
        .compose(signature ->
            outside.post(
                look.address(),
                body,
                Map.of("Content-Type", "application/json", SIGNATURE_HEADER, signature)))
        .compose(sight -> sight instanceof Sight.Page page ? answered(drill, page) : same(sight));
  }

  /// All of it is ours: an id and a time need no escaping.
  static String body(Drill drill) {
    return "{\"drill\":true,\"id\":\"%s\",\"sentAt\":\"%s\"}".formatted(drill.id(), drill.sent());
  }

  private Future<Sight> answered(Drill drill, Sight.Page page) {
    Instant now = clock.instant();
    Sight sight =
        new Sight.Answered(page.status(), Duration.between(drill.sent(), now), page.body());
    return page.status() / 100 == 2
        ? drills.answered(drill.id(), page.status(), now).map(kept -> sight)
        : same(sight);
  }

  private static Future<Sight> same(Sight sight) {
    return Future.succeededFuture(sight);
  }
}
