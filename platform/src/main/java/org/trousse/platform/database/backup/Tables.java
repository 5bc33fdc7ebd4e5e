package org.trousse.platform.database.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The tables of the houses' schemas, as the catalogue of a database knows them.
final class Tables {
  /// Columns that the database computes are not copied; nor is the list of migrations, which the
  /// restoring platform writes itself. `filtered`: row-level security applies to us here. `open`:
  /// it lets all rows through all the same.
  private static final String LIST =
      """
      select n.nspname, c.relname,
        array(select a.attname::text from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            and a.attgenerated = '' order by a.attnum) as columns,
        row_security_active(c.oid) as filtered,
        exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive
            and p.polcmd in ('*', 'r') and pg_get_expr(p.polqual, p.polrelid) = 'true'
            and (p.polroles = '{0}' or (select u.oid from pg_roles u
              where u.rolname = current_user) = any (p.polroles)))
          and not exists (select from pg_policy p where p.polrelid = c.oid
            and not p.polpermissive) as open
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any (?) and c.relkind in ('r', 'p') and not c.relispartition
        and c.relpersistence = 'p' and c.relname <> 'flyway_schema_history'
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      order by 1, 2\
      """;

  private static final String REFERENCES =
      """
      select cn.nspname || '.' || c.relname, pn.nspname || '.' || p.relname
      from pg_constraint k
        join pg_class c on c.oid = k.conrelid join pg_namespace cn on cn.oid = c.relnamespace
        join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
      where k.contype = 'f' and k.conrelid <> k.confrelid\
      """;

  private static final String COUNTERS =
      """
      select schemaname, sequencename, last_value from pg_sequences
      where schemaname = any (?) order by 1, 2\
      """;

  private Tables() {}

  /// @param filtered row-level security applies to the user who asks
  /// @param open a policy shows every row to that user all the same
  record Found(String schema, String table, List<String> columns, boolean filtered, boolean open) {
    String name() {
      return schema + "." + table;
    }
  }

  static List<Found> list(Connection connection, Collection<String> schemas) throws SQLException {
    List<Found> tables = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(LIST)) {
      query.setArray(1, connection.createArrayOf("text", schemas.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          tables.add(
              new Found(
                  rows.getString(1),
                  rows.getString(2),
                  List.of((String[]) rows.getArray(3).getArray()),
                  rows.getBoolean(4),
                  rows.getBoolean(5)));
        }
      }
    }
    return tables;
  }

  static List<Manifest.Sequence> counters(Connection connection, Collection<String> schemas)
      throws SQLException {
    List<Manifest.Sequence> counters = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(COUNTERS)) {
      query.setArray(1, connection.createArrayOf("text", schemas.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          long last = rows.getLong(3);
          boolean called = !rows.wasNull();
          counters.add(
              new Manifest.Sequence(
                  rows.getString(1), rows.getString(2), called ? last : 1, called));
        }
      }
    }
    return counters;
  }

  /// The same tables, each after those that it refers to.
  static List<Manifest.Table> referredFirst(Connection connection, List<Manifest.Table> tables)
      throws SQLException {
    List<String[]> references = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(REFERENCES);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        references.add(new String[] {rows.getString(1), rows.getString(2)});
      }
    }
    List<Manifest.Table> waiting = new ArrayList<>(tables);
    List<Manifest.Table> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      List<String> names = waiting.stream().map(Manifest.Table::name).toList();
      List<Manifest.Table> free =
          waiting.stream()
              .filter(table ->
                  references.stream()
                      .noneMatch(r -> r[0].equals(table.name()) && names.contains(r[1])))
              .toList();
      if (free.isEmpty()) {
        throw new IllegalStateException("tables refer to each other in a circle: " + names);
      }
      ordered.addAll(free);
      waiting.removeAll(free);
    }
    return ordered;
  }

  /// Safe to put into SQL: [Manifest] lets no other character pass.
  static String columns(Manifest.Table table) {
    return "\"" + String.join("\", \"", table.columns()) + "\"";
  }
}
