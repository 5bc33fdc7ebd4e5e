package org.trousse.sdk.referencing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.json.JsonObject;

/// One criterion of a dossier.
///
/// @param decider `MACHINE`, `MACHINE_THEN_HUMAN` or `HUMAN`
/// @param progress `NOT_APPLICABLE`, `TO_DO`, `PROVIDED`, `TO_COMPLETE` or `ACCEPTED`
/// @param notApplicable why it does not apply; null: it does
/// @param verdict null: nobody judged yet
/// @param finding of the automatic check; null: none looked yet
/// @param files how many stand handed in
public record CriterionLine(
    String id,
    Words title,
    String decider,
    boolean mandatory,
    String progress,
    @Nullable Words notApplicable,
    @Nullable Verdict verdict,
    @Nullable Finding finding,
    long files) {
  private static final long NUMBER_MAX = 1_000_000;

  /// What was judged.
  ///
  /// @param word e.g. `CONFORM`, `NOT_VERIFIED`
  /// @param machine whether an automatic check judged
  /// @param version to be named by who judges again
  public record Verdict(String word, boolean machine, long version) {}

  static CriterionLine read(JsonObject object) {
    return new CriterionLine(
        object.text("id").orElse(""),
        Words.read(object.object("title")),
        object.text("decider").orElse(""),
        object.isTrue("mandatory"),
        object.text("progress").orElse(""),
        inner(object, "notApplicable").map(Words::read).orElse(null),
        inner(object, "verdict").map(CriterionLine::verdict).orElse(null),
        inner(object, "finding").map(Finding::read).orElse(null),
        object.whole("files", NUMBER_MAX).orElse(0L));
  }

  private static Verdict verdict(JsonObject object) {
    return new Verdict(
        object.text("word").orElse(""),
        object.isTrue("machine"),
        object.whole("version", NUMBER_MAX).orElse(0L));
  }

  private static Optional<JsonObject> inner(JsonObject object, String name) {
    return Optional.of(object.object(name)).filter(found -> !found.members().isEmpty());
  }
}
