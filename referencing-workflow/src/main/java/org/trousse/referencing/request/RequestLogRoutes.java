package org.trousse.referencing.request;

import io.vertx.core.Future;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.door.AnswerLane;
import org.trousse.referencing.door.DoorProblemKind;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.door.VisitorLane;
import org.trousse.referencing.member.Action;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.Who.By;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.member.register.WhoLane.Visitor;
import org.trousse.referencing.text.Text;

/// Writes the log of requests below `/referencing/`, and shows an organisation its own: `GET
/// /referencing/organisations/{organisation}/requests?before=`.
public final class RequestLogRoutes {
  private static final String PATHS = "/referencing/*";
  private static final String SHOWN = "/referencing/organisations/:organisation/requests";
  private static final String UNKNOWN_PATH = "/referencing/…";

  private static final Text BEFORE =
      new Text(
          "before est un instant, par exemple 2026-01-31T12:00:00Z.",
          "before is an instant, e.g. 2026-01-31T12:00:00Z.");

  private final RequestLogStore store;
  private final VisitorLane visitors;
  private final Clock clock;

  public RequestLogRoutes(RequestLogStore store, VisitorLane visitors, Clock clock) {
    this.store = store;
    this.visitors = visitors;
    this.clock = clock;
  }

  /// Adds itself to the router of the calling event loop, before the routes that are logged.
  public void mount(Router router) {
    router.route(PATHS).handler(this::watch);
    router.get(SHOWN).handler(this::show);
  }

  private void watch(RoutingContext context) {
    Instant at = clock.instant();
    long began = System.nanoTime();
    context.addEndHandler(sent -> {
      if (context.get(VisitorLane.VENDOR) instanceof Vendor vendor) {
        store.add(line(context, vendor, at, Duration.ofNanos(System.nanoTime() - began)));
      }
    });
    context.next();
  }

  private static LoggedRequest line(
      RoutingContext context, Vendor vendor, Instant at, Duration took) {
    return new LoggedRequest(
        vendor.organisation(),
        at,
        UUID.randomUUID(),
        vendor.by() instanceof By.OfKey(var key) ? key : null,
        context.request().method().name(),
        template(context),
        context.response().getStatusCode(),
        context.get(AnswerLane.PROBLEM),
        (int) Math.min(took.toMillis(), Integer.MAX_VALUE));
  }

  /// Never the path itself: it may hold anything.
  private static String template(RoutingContext context) {
    Route route = context.currentRoute();
    String path = route == null ? null : route.getName();
    return path == null || !path.startsWith("/") ? UNKNOWN_PATH : path;
  }

  private void show(RoutingContext context) {
    Optional<UUID> organisation = DossierDoorLane.uuid(context.pathParam("organisation"));
    Optional<Instant> before = before(context.request().getParam("before"));
    visitors
        .enter(context)
        .compose(visitor -> {
          if (visitor.isEmpty()) {
            return Future.<Void>succeededFuture();
          }
          if (before.isEmpty()) {
            return AnswerLane.refuse(context, DoorProblemKind.NOT_READABLE, BEFORE);
          }
          return organisation
              .map(id -> shown(context, visitor.get(), id, before.get()))
              .orElseGet(() -> AnswerLane.refuse(context, DoorProblemKind.NO_SUCH_THING));
        })
        .onFailure(cause -> AnswerLane.withhold(context, cause));
  }

  private Future<Void> shown(
      RoutingContext context, Visitor visitor, UUID organisation, Instant before) {
    Optional<Who> who = VisitorLane.towards(context, visitor, organisation);
    if (who.isEmpty()) {
      return AnswerLane.refuse(context, DoorProblemKind.NO_SUCH_THING);
    }
    return list(who.get(), organisation, before)
        .compose(answer -> {
          if (answer instanceof Given<List<LoggedRequest>>(var lines)) {
            return AnswerLane.json(
                context,
                200,
                Map.of("requests", lines.stream().map(RequestLogRoutes::json).toList()));
          }
          DossierDoorLane.refuse(context, answer);
          return Future.succeededFuture();
        });
  }

  /// For pages.
  public Future<Answer<List<LoggedRequest>>> list(Who who, UUID organisation, Instant before) {
    return MemberLane.when(
        who,
        Action.READ_REQUEST_LOG,
        organisation,
        () -> store.of(organisation, before).map(Given::new));
  }

  private Optional<Instant> before(@Nullable String text) {
    try {
      return Optional.of(text == null ? clock.instant().plusSeconds(1) : Instant.parse(text));
    } catch (DateTimeParseException nonsense) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> json(LoggedRequest line) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("at", line.at().toString());
    members.put("method", line.method());
    members.put("path", line.path());
    members.put("status", line.status());
    members.put("ms", line.ms());
    if (line.problem() != null) {
      members.put("problem", line.problem());
    }
    if (line.apiKey() != null) {
      members.put("apiKey", line.apiKey().toString());
    }
    return members;
  }
}
