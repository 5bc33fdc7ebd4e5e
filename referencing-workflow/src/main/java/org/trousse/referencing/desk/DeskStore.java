package org.trousse.referencing.desk;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The table `referencing.desk`, and what lists show of an organisation.
final class DeskStore {
  private static final String BESIDE =
      """
      select d.id, o.legal_name, k.app_name, k.flags, k.taken_by
      from referencing.dossier d join referencing.organisation o on o.id = d.organisation
        left join referencing.desk k on k.dossier = d.id
      where d.id = any ($1)\
      """;

  private static final String KEEP =
      """
      insert into referencing.desk (dossier, app_name, flags) values ($1, $2, $3)
      on conflict (dossier) do update set app_name = excluded.app_name, flags = excluded.flags\
      """;

  /// Of two who take it at once one does; only a lead takes it from somebody.
  private static final String TAKE =
      """
      insert into referencing.desk (dossier, taken_by, taken_at) values ($1, $2, $3)
      on conflict (dossier) do update set taken_by = excluded.taken_by, taken_at = excluded.taken_at
      where desk.taken_by is null or desk.taken_by = excluded.taken_by or $4\
      """;

  private static final String GIVE_BACK =
      """
      update referencing.desk set taken_by = null, taken_at = null
      where dossier = $1 and (taken_by = $2 or $3)\
      """;

  private final Pool pool;

  DeskStore(Pool pool) {
    this.pool = pool;
  }

  /// What a list shows beside the dossier itself.
  record Beside(
      String organisationName, Optional<String> appName, Set<Flag> flags, Optional<UUID> takenBy) {}

  /// By dossier.
  Future<Map<UUID, Beside>> beside(Collection<UUID> dossiers) {
    return pool.preparedQuery(BESIDE)
        .execute(Tuple.of(dossiers.toArray(UUID[]::new)))
        .map(rows -> {
          Map<UUID, Beside> all = new HashMap<>();
          for (Row row : rows) {
            all.put(row.getUUID("id"), beside(row));
          }
          return all;
        });
  }

  private static Beside beside(Row row) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    String[] words = row.getArrayOfStrings("flags");
    for (String word : words == null ? new String[0] : words) {
      flags.add(Flag.valueOf(word));
    }
    return new Beside(
        row.getString("legal_name"),
        Optional.ofNullable(row.getString("app_name")),
        flags,
        Optional.ofNullable(row.getUUID("taken_by")));
  }

  /// After a manifest that can be read.
  Future<Void> keep(UUID dossier, String appName, Set<Flag> flags) {
    String[] words = flags.stream().map(Flag::name).toArray(String[]::new);
    return pool.preparedQuery(KEEP).execute(Tuple.of(dossier, appName, words)).mapEmpty();
  }

  /// False: somebody else has it.
  Future<Boolean> take(UUID dossier, UUID officer, boolean lead, Instant now) {
    return pool.preparedQuery(TAKE)
        .execute(Tuple.of(dossier, officer, now.atOffset(ZoneOffset.UTC), lead))
        .map(rows -> rows.rowCount() == 1);
  }

  /// False: it is not theirs to give back.
  Future<Boolean> giveBack(UUID dossier, UUID officer, boolean lead) {
    return pool.preparedQuery(GIVE_BACK)
        .execute(Tuple.of(dossier, officer, lead))
        .map(rows -> rows.rowCount() == 1);
  }

  /// The next number that no dossier has.
  Future<Long> number() {
    return pool.query("select nextval('referencing.dossier_number') as number")
        .execute()
        .map(rows -> List.copyOf(rows.stream().toList()).getFirst().getLong("number"));
  }
}
