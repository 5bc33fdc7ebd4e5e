package org.trousse.referencing.door;

import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.register.WhoLane;
import org.trousse.referencing.member.register.WhoLane.Person;
import org.trousse.referencing.member.register.WhoLane.Visitor;

/// Who stands at the door: an API key, else a session. A session that wants to change something
/// brings its form token, since a browser sends cookies whoever asks it to.
public final class VisitorLane {
  /// Where a session's form token comes in a request that is no form.
  public static final String TOKEN_HEADER = "X-CSRF-Token";

  /// Where the request's context keeps the vendor that asks.
  public static final String VENDOR = "trousse.vendor";

  private static final Set<HttpMethod> HARMLESS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final WhoLane people;
  private final String cookie;

  /// @param cookie the name of the session's cookie
  public VisitorLane(WhoLane people, String cookie) {
    this.people = people;
    this.cookie = cookie;
  }

  /// Who asks; empty: nobody, and the refusal was sent.
  public Future<Optional<Visitor>> enter(RoutingContext context) {
    return look(context)
        .map(found -> {
          if (found.isEmpty()) {
            AnswerLane.refuse(context, DoorProblemKind.SIGN_IN);
            return Optional.<Visitor>empty();
          }
          if (!HARMLESS.contains(context.request().method())
              && !brings(found.get(), context.request().getHeader(TOKEN_HEADER))) {
            AnswerLane.refuse(context, DoorProblemKind.FORM_TOKEN);
            return Optional.<Visitor>empty();
          }
          return found;
        });
  }

  /// Who asks by a form, which brings its token in a field; empty: nobody.
  public Future<Optional<Visitor>> look(RoutingContext context) {
    String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      return people.ofAuthorization(authorization);
    }
    Cookie session = context.request().getCookie(cookie);
    return session == null
        ? Future.succeededFuture(Optional.empty())
        : people.ofCookie(session.getValue());
  }

  /// Whether a visitor may change something: a script may, a session with its form's token.
  public static boolean brings(Visitor visitor, @Nullable String token) {
    return visitor.person().map(Person::csrf).map(csrf -> same(csrf, token)).orElse(true);
  }

  private static boolean same(String csrf, @Nullable String token) {
    return token != null
        && MessageDigest.isEqual(
            csrf.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /// As whom a visitor acts on what belongs to `organisation`; noted for the request log.
  public static Optional<Who> towards(RoutingContext context, Visitor visitor, UUID organisation) {
    Optional<Who> who = visitor.standing().towards(organisation);
    who.filter(Who.Vendor.class::isInstance).ifPresent(vendor -> context.put(VENDOR, vendor));
    return who;
  }
}
