package org.trousse.referencing.dossier.quorum;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.trousse.referencing.dossier.Actor.OfficerRole;

/// Who may sit when an opinion is given on one dossier, as the register says now: the committee's
/// members and the leads.
public record Bench(List<Seat> seats) {
  /// Where nobody was asked for: no opinion is given on it.
  public static final Bench NONE = new Bench(List.of());

  /// One of them.
  ///
  /// @param citizen one of the committee's citizens
  /// @param recused an interest in the vendor keeps them away
  /// @param interests what they declared; empty with `recused`: they are or were of the vendor's
  ///   own people
  public record Seat(
      UUID account, OfficerRole role, boolean citizen, boolean recused, List<String> interests) {
    public Seat {
      interests = List.copyOf(interests);
    }
  }

  public Bench {
    seats = List.copyOf(seats);
  }

  public Optional<Seat> find(UUID account) {
    return seats.stream().filter(one -> one.account().equals(account)).findFirst();
  }
}
