package org.trousse.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.trousse.platform.refusal.Refusal;

/// Lets the houses' roles log in. A migration creates a role that cannot; only the platform knows
/// the passwords. Roles named `…_definer` own functions and never log in.
final class LoginRoles {
  private static final String NAMES =
      """
      select r.rolname
      from pg_roles r join unnest(?::text[]) as house (name)
        on r.rolname = 'trousse_' || house.name
          or starts_with(r.rolname, 'trousse_' || house.name || '_')
      where not r.rolname like '%\\_definer'
      order by 1\
      """;

  /// Two platforms that start together would update the same row of the catalogue.
  private static final String ONE_AT_A_TIME =
      "select pg_advisory_xact_lock(hashtext('trousse roles'))";

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private LoginRoles() {}

  /// Sets every password and time limit; the password itself is never sent, only what SCRAM keeps
  /// of it (RFC 5802).
  static List<String> open(Connection connection, List<String> houses, RolePassword password)
      throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(ONE_AT_A_TIME);
      List<String> roles = names(connection, houses);
      for (String role : roles) {
        open(connection, statement, role, password.of(role));
      }
      connection.commit();
      return roles;
    }
  }

  private static List<String> names(Connection connection, List<String> houses)
      throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(NAMES)) {
      query.setArray(1, connection.createArrayOf("text", houses.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }

  private static void open(Connection connection, Statement statement, String role, String password)
      throws SQLException {
    String name = statement.enquoteIdentifier(role, true);
    try {
      connection
          .unwrap(PGConnection.class)
          .alterUserPassword(role, password.toCharArray(), "scram-sha-256");
      statement.execute("alter role %s login".formatted(name));
      statement.execute("alter role %s set statement_timeout = %d".formatted(name, limitMs(role)));
      statement.execute(
          "alter role %s set idle_in_transaction_session_timeout = %d"
              .formatted(name, limitMs(role)));
    } catch (SQLException failed) {
      if (!INSUFFICIENT_PRIVILEGE.equals(failed.getSQLState())) {
        throw failed;
      }
      throw new Refusal(
          "The user of --db may not open role %s, which somebody else made: drop it, or run grant %s to that user with admin option."
              .formatted(role, role),
          failed);
    }
  }

  /// A reading is acknowledged within a second or not at all; a page may take longer.
  private static int limitMs(String role) {
    return role.endsWith("_ingest") ? 1_000 : 10_000;
  }
}
