package org.trousse.record.seal.page;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.trousse.record.page.Words;
import org.trousse.record.seal.Proof;
import org.trousse.record.seal.Proof.Found;

/// What the page of a proof says.
///
/// @param log the page of the log
/// @param state `sealed`, `waiting` or `broken`
/// @param when the event's time; empty when nothing is proven
/// @param place the event's number and how many there are, in words
/// @param file where the proof is downloaded
/// @param input what is sealed, letter by letter
public record ProofView(
    Words words,
    String log,
    String id,
    String state,
    String when,
    String place,
    String file,
    String input,
    String leafHash,
    String checkpoint) {
  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  /// The place of the time in [org.trousse.record.seal.LeafForm#COLUMNS].
  private static final int AT = 1;

  /// Of an event that is there.
  static ProofView of(Found found, UUID id, Words words, InstantSource clock) {
    return found instanceof Found.Sealed(Proof proof)
        ? sealed(proof, id, words, clock.instant())
        : blank("waiting", id, words);
  }

  /// What is kept is no longer what was sealed.
  static ProofView broken(UUID id, Words words) {
    return blank("broken", id, words);
  }

  private static ProofView blank(String state, UUID id, Words words) {
    String log = words.text("care.log.address");
    return new ProofView(words, log, id.toString(), state, "", "", "", "", "", "");
  }

  private static ProofView sealed(Proof proof, UUID id, Words words, Instant now) {
    NumberFormat whole = NumberFormat.getIntegerInstance(words.locale());
    String at = Objects.requireNonNull(proof.columns().get(AT));
    Instant when = Instant.EPOCH.plus(Long.parseLong(at), ChronoUnit.MICROS);
    return new ProofView(
        words,
        words.text("care.log.address"),
        id.toString(),
        "sealed",
        words.on(when, now, ZONE),
        words.text("proof.place", whole.format(proof.leaf() + 1), whole.format(proof.size())),
        ProofAddress.of(words, id.toString()) + "?format=json",
        proof.input(),
        proof.leafHash(),
        proof.checkpoint());
  }

  public boolean is(String other) {
    return state.equals(other);
  }
}
