package org.trousse.sdk.referencing;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.json.JsonObject;

/// Where a dossier stands, as the one who asks may see it.
///
/// @param software what stays the same when the app has another dossier one day
/// @param state e.g. `DRAFT`, `EXPERT_REVIEW`, `LISTED`
/// @param snapshot of the evidence: whoever decides names the one that they saw
/// @param turn `OURS` or `VENDORS`; null where nobody is waited for
/// @param due by when, a date or an instant; null without a limit
/// @param clock how much of the time is used; null without a limit
/// @param tier and `track` as far as the dossier stands on a manifest that can be read
/// @param errors of the newest draft of the manifest
/// @param moves what the one who asks may do now
/// @param proposal what waits for a second person; null: nothing, or it is not yours to see
/// @param committee who may sit for an opinion, told to officers while the committee has the
///   dossier; else empty
public record DossierView(
    String id,
    String reference,
    String software,
    String state,
    String snapshot,
    @Nullable String turn,
    @Nullable String due,
    @Nullable Clock clock,
    @Nullable String tier,
    @Nullable String track,
    List<ManifestFault> errors,
    List<CriterionLine> criteria,
    List<String> moves,
    @Nullable Long proposal,
    List<Seat> committee) {
  private static final long NUMBER_MAX = 1_000_000;

  /// What is wrong in a manifest.
  ///
  /// @param at a JSON Pointer (RFC 6901)
  public record ManifestFault(String at, Words words, Words mend) {
    static ManifestFault read(JsonObject object) {
      return new ManifestFault(
          object.text("at").orElse(""),
          Words.read(object.object("words")),
          Words.read(object.object("mend")));
    }
  }

  /// Somebody who may sit when the committee gives its opinion.
  ///
  /// @param role `COMMITTEE` or `LEAD`
  /// @param recused an interest in the vendor keeps them away: they are not named
  public record Seat(String account, String role, boolean citizen, boolean recused) {
    static Seat read(JsonObject object) {
      return new Seat(
          object.text("account").orElse(""),
          object.text("role").orElse(""),
          object.isTrue("citizen"),
          object.isTrue("recused"));
    }
  }

  /// The clock of a step: days of `limit`, working days or calendar days.
  public record Clock(long used, long limit, boolean workingDays, boolean overdue) {}

  public DossierView {
    errors = List.copyOf(errors);
    criteria = List.copyOf(criteria);
    moves = List.copyOf(moves);
    committee = List.copyOf(committee);
  }

  static Optional<DossierView> read(JsonObject object) {
    return object
        .text("id")
        .filter(id -> object.text("state").isPresent())
        .map(id -> of(id, object));
  }

  private static DossierView of(String id, JsonObject object) {
    return new DossierView(
        id,
        object.text("reference").orElse(""),
        object.text("software").orElse(""),
        object.text("state").orElse(""),
        object.text("snapshot").orElse(""),
        object.text("turn").orElse(null),
        object.text("due").orElse(null),
        clock(object.object("clock")),
        object.text("tier").orElse(null),
        object.text("track").orElse(null),
        object.objects("errors").stream().map(ManifestFault::read).toList(),
        object.objects("criteria").stream().map(CriterionLine::read).toList(),
        object.texts("moves"),
        // after an act it is a number, in a view an object that has one
        object
            .whole("proposal", NUMBER_MAX)
            .or(() -> object.object("proposal").whole("number", NUMBER_MAX))
            .orElse(null),
        object.objects("committee").stream().map(Seat::read).toList());
  }

  private static @Nullable Clock clock(JsonObject object) {
    return object.members().isEmpty()
        ? null
        : new Clock(
            object.whole("used", NUMBER_MAX).orElse(0L),
            object.whole("limit", NUMBER_MAX).orElse(0L),
            object.isTrue("workingDays"),
            object.isTrue("overdue"));
  }

  public Optional<CriterionLine> criterion(String criterion) {
    return criteria.stream().filter(one -> one.id().equals(criterion)).findFirst();
  }
}
