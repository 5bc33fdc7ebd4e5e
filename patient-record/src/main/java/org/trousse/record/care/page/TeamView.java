package org.trousse.record.care.page;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.care.Consultation;
import org.trousse.record.care.Mode;
import org.trousse.record.care.RoleMatrix;
import org.trousse.record.care.team.Blocked;
import org.trousse.record.care.team.Digest;
import org.trousse.record.care.team.EmergencyAccess;
import org.trousse.record.care.team.Member;
import org.trousse.record.care.team.Team;
import org.trousse.record.page.Words;
import org.trousse.record.professional.Professional;

/// What the page of the care team shows.
///
/// @param whose care team it is
/// @param done what was just done; empty: nothing
/// @param fault what is wrong with what was asked; empty: nothing
/// @param typed the number that was typed
/// @param found the professional with that number; null: none was asked for
/// @param digest the choice that holds
public record TeamView(
    Words words,
    String whose,
    String csrf,
    String action,
    String hidden,
    String log,
    String done,
    String fault,
    String typed,
    @Nullable Found found,
    List<Line> open,
    List<Line> past,
    List<Line> blocked,
    boolean emergencyRefused,
    List<Emergency> emergencies,
    List<Seen> consultations,
    Digest digest,
    String matrix) {
  /// The professional whom the patient may name now.
  public record Found(String rpps, String name, String profession, String rights) {}

  /// A professional in a list.
  ///
  /// @param when since and until, in words
  public record Line(String id, String name, String profession, String when, String rights) {}

  /// An emergency access.
  ///
  /// @param answer what the patient's side said, in words; empty: nothing yet
  /// @param review how it was closed; empty: it awaits that
  public record Emergency(
      String id,
      String professional,
      String who,
      String when,
      String reason,
      String answer,
      String review) {
    public boolean answerable() {
      return review.isEmpty();
    }
  }

  /// Somebody looked.
  public record Seen(String when, String who, String what, boolean emergency) {}

  /// What the page was asked beside what stands.
  ///
  /// @param who the professional with the typed number, if there is one
  record Asked(String done, String fault, String typed, Optional<Professional> who) {
    static final Asked NOTHING = new Asked("", "", "", Optional.empty());

    Asked fault(String other) {
      return new Asked("", other, typed, who);
    }
  }

  /// Draws it.
  static TeamView of(
      String whose,
      Team team,
      Asked asked,
      RoleMatrix matrix,
      String csrf,
      Words words,
      Instant now) {
    Drawing draw = new Drawing(matrix, words, now);
    return new TeamView(
        words,
        whose,
        csrf,
        Spot.TEAM.address(words),
        Spot.HIDDEN.address(words),
        words.text("care.log.address"),
        asked.done(),
        asked.fault(),
        asked.typed(),
        asked.who().map(draw::found).orElse(null),
        team.members().stream().filter(one -> one.isOpen(now)).map(draw::member).toList(),
        team.members().stream().filter(one -> !one.isOpen(now)).map(draw::member).toList(),
        team.blocked().stream().map(draw::blocked).toList(),
        team.settings().emergencyRefused(),
        team.emergencies().stream().map(draw::emergency).toList(),
        team.consultations().stream().map(draw::seen).toList(),
        team.settings().digest(),
        words.text(
            "care.matrix",
            matrix.version(),
            DateTimeFormatter.ofPattern("d MMMM yyyy", words.locale()).format(matrix.validFrom())));
  }

  private record Drawing(RoleMatrix matrix, Words words, Instant now) {
    Found found(Professional who) {
      String code = who.profession().code();
      return new Found(
          who.rpps(),
          who.name(),
          CareWords.profession(code, words),
          CareWords.rights(code, matrix, words));
    }

    Line member(Member one) {
      Instant end = one.ended();
      String when =
          end == null
              ? words.text("care.since", on(one.since()))
              : words.text(one.isOpen(now) ? "care.until" : "care.ended", on(one.since()), on(end));
      return new Line(
          one.professional().toString(),
          one.name(),
          CareWords.profession(one.profession(), words),
          when,
          CareWords.rights(one.profession(), matrix, words));
    }

    Line blocked(Blocked one) {
      return new Line(
          one.professional().toString(),
          one.name(),
          CareWords.profession(one.profession(), words),
          words.text("care.blocked.since", on(one.at())),
          "");
    }

    Emergency emergency(EmergencyAccess one) {
      EmergencyAccess.Answer answer = one.answer();
      String said = answer == null ? "" : words.text("care.emergency.answer." + answer.code());
      return new Emergency(
          one.id().toString(),
          one.professional().toString(),
          who(one.name(), one.profession()),
          words.text("care.emergency.when", on(one.openedAt()), on(one.until())),
          one.reason(),
          one.words().isEmpty() ? said : words.text("care.emergency.said", said, one.words()),
          one.review());
    }

    Seen seen(Consultation one) {
      return new Seen(
          on(one.at()),
          who(one.name(), one.profession()),
          CareWords.measures(one.measures(), words),
          one.mode().equals(Mode.EMERGENCY.code()));
    }

    private String who(String name, String profession) {
      return words.text("care.who", name, CareWords.profession(profession, words));
    }

    private String on(Instant at) {
      return words.on(at, now, FormRoutes.ZONE);
    }
  }
}
