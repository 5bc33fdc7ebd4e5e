package org.trousse.record.rest.edge;

import static org.trousse.record.rest.edge.EdgeRoutes.refuse;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trousse.record.audit.Event;
import org.trousse.record.audit.TrailLane;
import org.trousse.record.door.Access;
import org.trousse.record.door.AllowsOrigin;
import org.trousse.record.door.Guest;
import org.trousse.record.door.Opening;
import org.trousse.record.door.Opening.Opened;
import org.trousse.record.door.Opening.Refused;
import org.trousse.record.door.Opening.Stale;
import org.trousse.record.door.Presented;
import org.trousse.record.fhir.Answer;
import org.trousse.record.fhir.AppEncoders;
import org.trousse.record.fhir.Refusal;
import org.trousse.sdk.measure.Measure;

/// Lets requests in by their token, and out again: challenges, CORS, the trail. One instance for
/// each event loop.
public final class DoorRoutes {
  /// Knows what tokens open.
  @FunctionalInterface
  public interface Opens {
    Future<Opening> open(Presented presented);
  }

  /// RFC 6750 §2.1, RFC 9449 §7.1.
  private static final Pattern CREDENTIALS =
      Pattern.compile("(Bearer|DPoP) +([A-Za-z0-9._~+/=-]{1,2048}) *", Pattern.CASE_INSENSITIVE);

  /// What may stand in a quoted string of a challenge (RFC 6750 §3).
  private static final Pattern UNQUOTABLE = Pattern.compile("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]");

  private static final String ALLOWED_HEADERS =
      "Accept, Accept-Language, Authorization, Content-Type, DPoP, Idempotency-Key, If-None-Exist,"
          + " If-Match, If-Modified-Since, If-None-Match, Prefer";
  private static final String EXPOSED_HEADERS =
      "Content-Location, ETag, Last-Modified, Location, WWW-Authenticate";
  private static final String RETRY_AFTER_SECONDS = "1";
  private static final String PREFLIGHT_SECONDS = "600";
  private static final String METADATA = "/fhir/metadata";

  private final Opens opens;
  private final AllowsOrigin origins;
  private final AppEncoders encoders;
  private final TrailLane trail;
  private final String publicUrl;
  private final String resourceMetadata;
  private final Clock clock;

  public DoorRoutes(
      Opens opens,
      AllowsOrigin origins,
      AppEncoders encoders,
      TrailLane trail,
      String publicUrl,
      Clock clock) {
    this.opens = opens;
    this.origins = origins;
    this.encoders = encoders;
    this.trail = trail;
    this.publicUrl = publicUrl;
    this.resourceMetadata =
        "resource_metadata=\"" + publicUrl + "/.well-known/oauth-protected-resource\"";
    this.clock = clock;
  }

  /// Before all other routes.
  public void mount(Router router) {
    router.route("/fhir/*").handler(this::crossOrigin);
  }

  /// Fetch, CORS protocol.
  private void crossOrigin(RoutingContext context) {
    String origin = context.request().getHeader("Origin");
    HttpServerResponse response = context.response();
    if (context.normalizedPath().equals(METADATA)) {
      response.putHeader("Access-Control-Allow-Origin", "*");
    } else if (origin != null) {
      response.putHeader("Vary", "Origin");
      if (origins.allows(null, origin)) {
        response.putHeader("Access-Control-Allow-Origin", origin);
        response.putHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS);
      }
    }
    boolean preflight =
        context.request().method().equals(HttpMethod.OPTIONS)
            && origin != null
            && context.request().getHeader("Access-Control-Request-Method") != null;
    if (preflight) {
      response
          .setStatusCode(204)
          .putHeader("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
          .putHeader("Access-Control-Allow-Headers", ALLOWED_HEADERS)
          .putHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS)
          .end()
          .onFailure(context::fail);
    } else {
      context.next();
    }
  }

  /// Lets a request through with what its token opens.
  public Handler<RoutingContext> opened(BiConsumer<RoutingContext, Guest> then) {
    return context -> {
      Presented presented = presented(context);
      if (presented != null) {
        opens
            .open(presented)
            .onSuccess(opening -> enter(context, presented, opening, then))
            .onFailure(context::fail);
      }
    };
  }

  /// Null when the request was answered.
  private @Nullable Presented presented(RoutingContext context) {
    HttpServerRequest request = context.request();
    List<String> authorizations = request.headers().getAll("Authorization");
    List<String> proofs = request.headers().getAll("DPoP");
    Matcher found =
        CREDENTIALS.matcher(authorizations.size() == 1 ? authorizations.getFirst() : "");
    if (!found.matches()) {
      challenge(context, false, "");
      challenge(context, true, "");
      refuse(context, Refusal.NO_TOKEN);
      return null;
    }
    if (proofs.size() > 1) {
      challenge(context, true, "error=\"invalid_dpop_proof\", ");
      refuse(context, Refusal.UNKNOWN_TOKEN);
      return null;
    }
    return new Presented(
        found.group(1),
        found.group(2),
        proofs.isEmpty() ? null : proofs.getFirst(),
        request.method().name(),
        publicUrl + request.path());
  }

  private void enter(
      RoutingContext context,
      Presented presented,
      Opening opening,
      BiConsumer<RoutingContext, Guest> then) {
    switch (opening) {
      case Opened opened -> {
        onlyItsOrigins(context, opened);
        boolean dpop = presented.scheme().equalsIgnoreCase("DPoP");
        then.accept(context, new Guest(opened, encoders.of(opened.clientId()), dpop));
      }
      case Refused(String error, String description, boolean dpop) ->
          refused(context, error, description, dpop);
      case Stale() -> {
        context.response().putHeader("Retry-After", RETRY_AFTER_SECONDS);
        refuse(context, Refusal.STALE);
      }
    }
  }

  /// What an app may read is for its own pages only.
  private void onlyItsOrigins(RoutingContext context, Opened opened) {
    String origin = context.request().getHeader("Origin");
    String clientId = opened.clientId();
    if (origin != null && (clientId == null || !origins.allows(clientId, origin))) {
      context.response().headers().remove("Access-Control-Allow-Origin");
    }
  }

  private void refused(RoutingContext context, String error, String description, boolean dpop) {
    String said =
        "error=\"%s\", error_description=\"%s\", "
            .formatted(
                UNQUOTABLE.matcher(error).replaceAll(""),
                UNQUOTABLE.matcher(description).replaceAll(" "));
    challenge(context, dpop, said);
    refuse(
        context,
        switch (error) {
          case "insufficient_scope" -> Refusal.NOT_GRANTED;
          case "invalid_request" ->
              Refusal.invalid("La requête est mal formée.", "The request is malformed.");
          default -> Refusal.UNKNOWN_TOKEN;
        });
  }

  /// RFC 6750 §3, RFC 9449 §7.1, RFC 9728 §5.1.
  private void challenge(RoutingContext context, boolean dpop, String error) {
    String scheme = dpop ? "DPoP algs=\"ES256 PS256 EdDSA\", " : "Bearer realm=\"Trousse\", ";
    context.response().headers().add("WWW-Authenticate", scheme + error + resourceMetadata);
  }

  /// Writes into the trail; no answer may leave before it completes.
  ///
  /// @param what `read`, `search`, `create`, `deny`
  public Future<Void> note(
      Guest guest, String what, boolean allowed, Map<Measure, Integer> counts, String detail) {
    Opened who = guest.opened();
    String name = who.name();
    return trail.note(
        new Event(
            clock.instant(),
            UUID.randomUUID(),
            who.patient(),
            what,
            who.clientId(),
            name.isEmpty() ? null : name,
            null,
            who.tokenId(),
            allowed,
            counts,
            detail));
  }

  /// Notes that somebody was turned away, then says so.
  ///
  /// @param detail what they wanted
  public void deny(RoutingContext context, Guest guest, Access access, String detail) {
    note(guest, "deny", false, Map.of(), detail)
        .onSuccess(noted -> turnAway(context, guest, access))
        .onFailure(context::fail);
  }

  /// As [#deny], for an entry of a batch.
  public Future<Answer> turnedAway(Guest guest, Access access, String from, Locale language) {
    return note(guest, "deny", false, Map.of(), from).map(Answer.of(refusal(access), language));
  }

  /// Says no to who was noted to be turned away.
  public void turnAway(RoutingContext context, Guest guest, Access access) {
    switch (access) {
      case FORBIDDEN -> challenge(context, guest.dpop(), "error=\"insufficient_scope\", ");
      case OVER -> challenge(context, guest.dpop(), "error=\"invalid_token\", ");
      case STALE -> context.response().putHeader("Retry-After", RETRY_AFTER_SECONDS);
      case HIDDEN, ALLOWED -> {}
    }
    refuse(context, refusal(access));
  }

  /// How a door says no.
  public static Refusal refusal(Access access) {
    return switch (access) {
      case FORBIDDEN -> Refusal.NOT_GRANTED;
      case OVER -> Refusal.OVER;
      case STALE -> Refusal.STALE;
      case HIDDEN, ALLOWED -> Refusal.NOT_FOUND;
    };
  }
}
