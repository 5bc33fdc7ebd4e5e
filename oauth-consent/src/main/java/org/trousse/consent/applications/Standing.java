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
  /// Runs, and ends within [#SOON] and in the last third of its time: a permission for 30 days does
  /// not end soon on its first day.
  EXPIRING,
  ACTIVE,
  PAUSED,
  ENDED;

  static final Duration SOON = Duration.ofDays(30);
  static final int ENDED_SHOWN_YEARS = 3;

  private static final int PARTS = 3;

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
    return endsSoon(grant, now) ? EXPIRING : ACTIVE;
  }

  /// An extension counts from the day on which it was given, so the whole is never longer than the
  /// duration that was chosen last; a child's majority may have cut it.
  private static boolean endsSoon(Grant grant, Instant now) {
    Duration chosen = Duration.between(Instant.EPOCH, grant.duration().after(Instant.EPOCH));
    Duration since = Duration.between(grant.givenAt(), grant.endsAt());
    Duration whole = chosen.compareTo(since) < 0 ? chosen : since;
    Duration third = whole.dividedBy(PARTS);
    Duration soon = third.compareTo(SOON) < 0 ? third : SOON;
    return !grant.endsAt().isAfter(now.plus(soon));
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
