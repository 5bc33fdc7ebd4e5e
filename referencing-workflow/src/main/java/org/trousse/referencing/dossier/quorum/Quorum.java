package org.trousse.referencing.dossier.quorum;

/// How many must sit when the committee gives an opinion; public, as clocks are.
///
/// @param present members of the committee or leads
/// @param citizens of them, at least
public record Quorum(int present, int citizens) {
  /// Half of the smallest quorum are citizens, so that they are no ornament; small enough that no
  /// opinion waits beyond the 15 days of its clock.
  public static final Quorum OPINION = new Quorum(4, 2);

  /// More than ever sit: a longer list is a mistake.
  public static final int NAMED_MAX = 100;

  public Quorum {
    if (citizens < 0 || citizens > present) {
      throw new IllegalArgumentException(citizens + " citizens of " + present);
    }
  }
}
