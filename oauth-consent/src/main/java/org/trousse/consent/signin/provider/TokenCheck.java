package org.trousse.consent.signin.provider;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an id_token must say before it is believed (OpenID Connect Core 1.0 §3.1.3.7). Its
/// signature was verified before.
final class TokenCheck {
  /// Clocks differ.
  static final Duration SKEW = Duration.ofSeconds(60);

  private static final int SUBJECT_MAX = 255;

  /// What the checks look at.
  record Facts(Provider provider, JWTClaimsSet claims, String nonce, Instant now) {}

  @FunctionalInterface
  private interface Check {
    boolean holds(Facts facts) throws ParseException;
  }

  private record Named(String fault, Check check) {}

  private static final List<Named> IN_ORDER =
      List.of(
          new Named("iss", f -> f.provider().issuer().equals(f.claims().getIssuer())),
          new Named("aud", TokenCheck::isForUs),
          new Named("exp", f -> in(f.claims().getExpirationTime(), f.now().minus(SKEW), null)),
          new Named("iat", f -> in(f.claims().getIssueTime(), null, f.now().plus(SKEW))),
          new Named("nbf", TokenCheck::hasBegun),
          new Named("nonce", f -> f.nonce().equals(f.claims().getStringClaim("nonce"))),
          new Named("acr", TokenCheck::isSureEnough),
          new Named("sub", f -> isSubject(f.claims().getSubject())));

  private TokenCheck() {}

  /// The first claim that is wrong; empty when all is well.
  static Optional<String> firstFault(Facts facts) {
    for (Named named : IN_ORDER) {
      if (!holds(named.check(), facts)) {
        return Optional.of(named.fault());
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Check check, Facts facts) {
    try {
      return check.holds(facts);
    } catch (ParseException wrongType) {
      return false;
    }
  }

  /// §3.1.3.7 (3) to (5): for others too only if `azp` says that it was made for us.
  private static boolean isForUs(Facts facts) throws ParseException {
    List<String> audience = facts.claims().getAudience();
    String us = facts.provider().clientId();
    String party = facts.claims().getStringClaim("azp");
    return audience.contains(us) && (party == null ? audience.size() == 1 : party.equals(us));
  }

  private static boolean hasBegun(Facts facts) {
    Date from = facts.claims().getNotBeforeTime();
    return from == null || in(from, null, facts.now().plus(SKEW));
  }

  private static boolean isSureEnough(Facts facts) throws ParseException {
    String acr = facts.claims().getStringClaim("acr");
    return acr != null && facts.provider().acrs().contains(acr);
  }

  static boolean isSubject(@Nullable String subject) {
    return subject != null && !subject.isBlank() && subject.length() <= SUBJECT_MAX;
  }

  /// Strictly after `from` and not after `to`; a missing time is not in any range.
  private static boolean in(@Nullable Date at, @Nullable Instant from, @Nullable Instant to) {
    return at != null
        && (from == null || at.toInstant().isAfter(from))
        && (to == null || !at.toInstant().isAfter(to));
  }
}
