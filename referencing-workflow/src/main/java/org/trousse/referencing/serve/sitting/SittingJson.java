package org.trousse.referencing.serve.sitting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.dossier.quorum.Lack;
import org.trousse.referencing.dossier.quorum.Quorum;
import org.trousse.referencing.dossier.quorum.Sitting;
import org.trousse.referencing.dossier.quorum.Sitting.Present;

/// The committee's sittings as scripts see them.
public final class SittingJson {
  private SittingJson() {}

  /// How many must sit; for everybody.
  public static Map<String, Object> quorum() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("present", Quorum.OPINION.present());
    members.put("citizens", Quorum.OPINION.citizens());
    return members;
  }

  /// Who may sit; for officers.
  public static List<Map<String, Object>> bench(Bench bench) {
    return bench.seats().stream().map(SittingJson::seat).toList();
  }

  private static Map<String, Object> seat(Bench.Seat seat) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("account", seat.account().toString());
    members.put("role", seat.role().name());
    members.put("citizen", seat.citizen());
    members.put("recused", seat.recused());
    return members;
  }

  /// How many sat.
  ///
  /// @param sitting null: it was not recorded
  /// @param named whether who asks may know who it was
  public static Map<String, Object> write(@Nullable Sitting sitting, boolean named) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("recorded", sitting != null);
    if (sitting != null) {
      members.put("present", sitting.count());
      members.put("citizens", sitting.citizens());
      if (named) {
        members.put(
            "accounts",
            sitting.present().stream().map(Present::account).map(UUID::toString).toList());
      }
    }
    return members;
  }

  /// The members of a problem that names what a quorum lacks; none where it lacks nothing.
  public static Map<String, Object> lacks(List<Lack> lacks, Locale language) {
    return lacks.isEmpty()
        ? Map.of()
        : Map.of(
            "quorum",
            quorum(),
            "missing",
            lacks.stream().map(lack -> lack(lack, language)).toList());
  }

  private static Map<String, Object> lack(Lack lack, Locale language) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("what", lack.kind().name());
    members.put("detail", lack.words().in(language));
    if (!lack.accounts().isEmpty()) {
      members.put("accounts", lack.accounts().stream().map(UUID::toString).toList());
    }
    return members;
  }
}
