package org.trousse.referencing.page.vendor.dossier;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.dossier.move.Grounds;
import org.trousse.referencing.dossier.move.Move;
import org.trousse.referencing.dossier.move.MoveName;
import org.trousse.referencing.dossier.move.Moves;
import org.trousse.referencing.dossier.move.ReasonCode;
import org.trousse.referencing.dossier.move.Role;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.text.Text;

/// The form of one move that a vendor may make.
///
/// @param reasons to choose from; one: there is nothing to choose
/// @param worded whether the vendor must say why
/// @param grave whether it takes the app away, so that it must be ticked
public record ActForm(
    String move,
    String title,
    String what,
    String button,
    List<Choice> reasons,
    boolean worded,
    boolean grave) {
  private static final Set<MoveName> HANDS_IN = EnumSet.of(MoveName.SUBMIT, MoveName.RESUBMIT);
  private static final Set<MoveName> GRAVE =
      EnumSet.of(MoveName.WITHDRAW, MoveName.ABANDON, MoveName.SUSPEND);
  private static final Set<MoveName> WORDED =
      EnumSet.of(MoveName.APPEAL, MoveName.SUSPEND, MoveName.BEGIN_RENEWAL);

  /// One reason.
  public record Choice(String code, String label) {}

  public ActForm {
    reasons = List.copyOf(reasons);
  }

  /// The moves that are left when handing in has its own place.
  static List<ActForm> of(Words words, State state, List<MoveName> moves) {
    return moves.stream()
        .filter(move -> !HANDS_IN.contains(move))
        .filter(move -> !reasons(state, move).isEmpty())
        .map(move -> of(words, state, move))
        .toList();
  }

  private static ActForm of(Words words, State state, MoveName move) {
    return new ActForm(
        move.name(),
        words.text("act." + move),
        words.text("act." + move + ".what"),
        words.text("act." + move + ".button"),
        reasons(state, move).stream()
            .map(code -> new Choice(code.name(), words.of(code.words())))
            .toList(),
        worded(move),
        grave(move));
  }

  public static boolean worded(MoveName move) {
    return WORDED.contains(move);
  }

  public static boolean grave(MoveName move) {
    return GRAVE.contains(move);
  }

  /// How the vendor hands in from a state; empty: it cannot.
  static Optional<MoveName> handsIn(State state) {
    return HANDS_IN.stream().filter(move -> !reasons(state, move).isEmpty()).findFirst();
  }

  /// The reasons that the table of moves gives a vendor.
  private static List<ReasonCode> reasons(State state, MoveName move) {
    return Moves.TABLE.stream()
        .filter(row -> row.name() == move && row.from() == state)
        .filter(ActForm::vendors)
        .flatMap(row -> row.reasons().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean vendors(Move row) {
    return row.may().contains(Role.VENDOR_OWNER) || row.may().contains(Role.VENDOR_EDITOR);
  }

  /// On what a vendor's move rests; empty: it has no such reason.
  ///
  /// @param code the name of one, or nothing where there is one alone
  /// @param written the vendor's words, in whatever language; empty: the reason's own
  public static Optional<Grounds> grounds(
      State state, MoveName move, String code, String written, String snapshot) {
    List<ReasonCode> all = reasons(state, move);
    Optional<ReasonCode> chosen =
        code.isEmpty() && all.size() == 1
            ? Optional.of(all.getFirst())
            : all.stream().filter(one -> one.name().equals(code)).findFirst();
    String said = written.strip();
    return chosen.map(one ->
        new Grounds(one, said.isEmpty() ? one.words() : new Text(said, said), List.of(), snapshot));
  }

  /// A move by its name; empty: there is none.
  public static Optional<MoveName> named(String name) {
    return Arrays.stream(MoveName.values()).filter(one -> one.name().equals(name)).findFirst();
  }
}
