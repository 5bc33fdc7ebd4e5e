package org.trousse.record.care.team;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.record.care.Visitor;
import org.trousse.record.care.team.EmergencyAccess.Answer;
import org.trousse.record.professional.Professional;
import org.trousse.record.professional.ProfessionalStore;

/// The patient's decisions about professionals.
public final class TeamLane {
  /// Of an answer to an emergency access.
  public static final int WORDS_CHARACTERS_MAX = 500;

  private final ProfessionalStore professionals;
  private final TeamStore store;
  private final InstantSource clock;

  /// What became of a decision.
  public enum Done {
    DONE,
    /// nothing to do, or not possible as things stand
    NOTHING,
    /// as many as there may be
    FULL;

    private static Done of(long met) {
      if (met > 0) {
        return DONE;
      }
      return met == 0 ? NOTHING : FULL;
    }
  }

  public TeamLane(ProfessionalStore professionals, TeamStore store, InstantSource clock) {
    this.professionals = professionals;
    this.store = store;
    this.clock = clock;
  }

  /// All that stands, for who is signed in.
  public Future<Team> team(Visitor who) {
    return store.team(Objects.requireNonNull(who.patient()));
  }

  /// The patient looked at who looked.
  public Future<Void> seen(Visitor who) {
    return store.seen(Objects.requireNonNull(who.patient()), clock.instant());
  }

  /// The professional with this number; empty: none is registered here.
  public Future<Optional<Professional>> byRpps(String rpps) {
    return Professional.isRpps(rpps)
        ? professionals.byRpps(rpps)
        : Future.succeededFuture(Optional.empty());
  }

  /// Names a professional for the care team; a new time takes the place of the old one.
  ///
  /// @param until null: until it is stopped
  public Future<Done> name(Visitor who, Professional professional, @Nullable Instant until) {
    String detail = professional.profession().code() + (until == null ? "" : " until " + until);
    Decision decision = Decision.of("care-name", who, professional.name(), detail);
    return store.name(decision, professional.id(), until, clock.instant()).map(Done::of);
  }

  public Future<Done> stop(Visitor who, UUID professional, String name) {
    Decision decision = Decision.of("care-stop", who, name, "");
    return store.stop(decision, professional, clock.instant()).map(Done::of);
  }

  /// Also ends the relation.
  public Future<Done> block(Visitor who, UUID professional, String name) {
    Decision decision = Decision.of("care-block", who, name, "");
    return store.block(decision, professional, clock.instant()).map(Done::of);
  }

  /// Whom the patient unblocks is not in the team again: that is named anew.
  public Future<Done> unblock(Visitor who, UUID professional, String name) {
    Decision decision = Decision.of("care-unblock", who, name, "");
    return store.unblock(decision, professional, clock.instant()).map(Done::of);
  }

  public Future<Done> refuseEmergency(Visitor who, boolean refused) {
    String what = refused ? "emergency-refuse" : "emergency-allow";
    Decision decision = Decision.of(what, who, "", "");
    return store.refuseEmergency(decision, refused, clock.instant()).map(Done::of);
  }

  public Future<Done> digest(Visitor who, Digest digest) {
    Decision decision = Decision.of("care-digest", who, "", digest.name().toLowerCase(Locale.ROOT));
    return store.digest(decision, digest, clock.instant()).map(Done::of);
  }

  /// What the patient's side says of an emergency access, as long as it is not reviewed.
  public Future<Done> answer(Visitor who, UUID emergency, Answer answer, String words) {
    String kept =
        words.length() > WORDS_CHARACTERS_MAX ? words.substring(0, WORDS_CHARACTERS_MAX) : words;
    Decision decision =
        Decision.of("emergency-answer", who, "", answer.name().toLowerCase(Locale.ROOT));
    return store.answer(decision, emergency, answer, kept, clock.instant()).map(Done::of);
  }
}
