package org.trousse.consent.applications;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;

/// How an app stands with a patient, in the order in which the page shows them.
enum Standing {
  /// Waits for the patient or for the catalogue.
  SUSPENDED,
  /// Runs, and ends within [#SOON].
  EXPIRING,
  ACTIVE,
  PAUSED,
  ENDED;

  static final Duration SOON = Duration.ofDays(30);
  static final int ENDED_SHOWN_YEARS = 3;

  static Standing of(Grant grant, Optional<App> app, Instant now) {
    AppStatus catalogue = app.map(App::status).orElse(AppStatus.ENDED);
    if (grant.status() == GrantStatus.ENDED
        || catalogue == AppStatus.ENDED
        || !now.isBefore(grant.endsAt())) {
      return ENDED;
    }
    if (grant.status() == GrantStatus.SUSPENDED || catalogue == AppStatus.SUSPENDED) {
      return SUSPENDED;
    }
    if (grant.status() == GrantStatus.PAUSED) {
      return PAUSED;
    }
    return grant.endsAt().isAfter(now.plus(SOON)) ? ACTIVE : EXPIRING;
  }

  /// When it ended, whoever or whatever ended it.
  static Instant end(Grant grant) {
    return Optional.ofNullable(grant.endedAt()).orElse(grant.endsAt());
  }

  /// Whether the page still speaks of it.
  static boolean shown(Grant grant, Instant now) {
    Instant oldest = now.atOffset(ZoneOffset.UTC).minusYears(ENDED_SHOWN_YEARS).toInstant();
    return end(grant).isAfter(oldest);
  }

  /// Whether the app may do what is allowed.
  boolean running() {
    return this == ACTIVE || this == EXPIRING;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
