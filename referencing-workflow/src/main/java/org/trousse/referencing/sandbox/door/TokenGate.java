package org.trousse.referencing.sandbox.door;

import java.util.Locale;
import java.util.Optional;
import org.trousse.referencing.sandbox.scene.Fault;
import org.trousse.referencing.sandbox.wire.Form;
import org.trousse.referencing.sandbox.wire.Reply;

/// Whether a token opens (RFC 6750 §2.1, RFC 9449 §7.1).
final class TokenGate {
  private static final int USES_BEFORE_REVOCATION = 2;
  private static final int TOKENS_THAT_EXPIRE = 2;

  private TokenGate() {}

  /// What became of it.
  sealed interface Entry {
    record Entered(Run.Access access) implements Entry {}

    record Refused(Reply reply) implements Entry {}
  }

  static Entry enter(Visit visit) {
    Run run = visit.run();
    boolean inUrl =
        Form.parse(visit.ask().query()).filter(query -> query.has("access_token")).isPresent();
    visit.note("tokenInUrl", inUrl ? "yes" : "no");
    String[] parts = visit.ask().header("authorization").orElse("").split(" ", 2);
    Run.Access access = parts.length == 2 ? run.accesses.get(parts[1].strip()) : null;
    if (access == null) {
      visit.note("token", parts.length == 2 ? "unknown" : "none");
      return new Entry.Refused(challenge("a token is needed, in the Authorization header"));
    }
    String scheme = parts[0].toLowerCase(Locale.ROOT);
    visit.note("scheme", scheme);
    Clients.Bound bound = Clients.bound(visit, parts[1].strip());
    boolean sameKey = access.jkt.equals(bound.jkt()) && bound.wrong().isEmpty();
    boolean rightScheme = scheme.equals(access.jkt.isEmpty() ? "bearer" : "dpop");
    if (!sameKey || !rightScheme) {
      visit.note("token", "without its proof");
      return new Entry.Refused(challenge("the token needs its proof (RFC 9449)"));
    }
    String standing = standing(run, access);
    visit.note("token", standing);
    if (!standing.equals("live")) {
      return new Entry.Refused(challenge("the token is " + standing));
    }
    if (access.order == 0) {
      access.order = ++run.tokensUsed;
    }
    run.used++;
    Optional.ofNullable(access.madeBy).ifPresent(parent -> parent.successorSeen = true);
    return new Entry.Entered(access);
  }

  private static String standing(Run run, Run.Access access) {
    if (run.plays(Fault.REVOKED) && run.used >= USES_BEFORE_REVOCATION) {
      run.revoked = true;
    }
    if (run.revoked) {
      return "revoked";
    }
    boolean served = access.order > 0 && access.order <= TOKENS_THAT_EXPIRE;
    return access.ended || (served && run.plays(Fault.EXPIRED_TOKENS)) ? "expired" : "live";
  }

  static Reply challenge(String why) {
    return Reply.outcome(401, "login", why)
        .with("WWW-Authenticate", "Bearer error=\"invalid_token\", DPoP error=\"invalid_token\"");
  }
}
