package org.trousse.consent.signin;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;

/// When a child comes of age, and what that ends (French Civil Code, article 414).
public final class Majority {
  /// Whose calendar says what day it is.
  public static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  /// How long a grant that a parent gave goes on after the eighteenth birthday: until then the new
  /// adult confirms it or it stops.
  public static final Period REAPPROVAL = Period.ofMonths(3);

  private static final int YEARS = 18;

  private Majority() {}

  /// The first day as an adult. Who was born on 29 February waits for 1 March.
  public static LocalDate of(LocalDate birthDate) {
    LocalDate day = birthDate.plusYears(YEARS);
    return day.getDayOfMonth() == birthDate.getDayOfMonth() ? day : day.plusDays(1);
  }

  /// The instant after which nothing that a parent allowed goes on.
  public static Instant reapprovalLimit(LocalDate majority) {
    return majority.plus(REAPPROVAL).atStartOfDay(ZONE).toInstant();
  }

  /// The limit, when a grant that would end at `end` has to be cut by it.
  public static Optional<Instant> cut(LocalDate majority, Instant end) {
    Instant limit = reapprovalLimit(majority);
    return end.isAfter(limit) ? Optional.of(limit) : Optional.empty();
  }
}
