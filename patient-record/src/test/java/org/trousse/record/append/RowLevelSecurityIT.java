package org.trousse.record.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trousse.record.append.Ground.PATIENT;
import static org.trousse.record.append.Ground.weight;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.testkit.TestPostgres;

/// The second barrier: what each role may do even when the program around it is wrong.
final class RowLevelSecurityIT {
  private static final String INGEST = "trousse_record_ingest";
  private static final String READER = "trousse_record_reader";
  private static final String OTHER_PATIENT = "42";
  private static final String FORBIDDEN = "42501";

  private static Ground ground;

  @BeforeAll
  static void start() {
    ground = new Ground(TestPostgres.migrated("record"));
    ground.appended(ground.lane(), weight(1, "70"));
    ground.execute(
        "insert into record.reading (patient, reported_at, device, native_id, received_at,"
            + " correction_s, measure, codec, payload) values ("
            + OTHER_PATIENT
            + ", now(), 1, 1, now(), 0, 4, 1, '')",
        "insert into record.patient values"
            + " (%d, 'Test', 'One', '1970-01-01', true)".formatted(PATIENT.value()),
        "insert into record.patient values"
            + " (%s, 'Test', 'Two', '1970-01-01', true)".formatted(OTHER_PATIENT));
  }

  @AfterAll
  static void stop() {
    ground.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select count(*) from record.reading",
        "select count(*) from record.patient",
        "select count(*) from record.device",
        "update record.reading set flags = 1",
        "delete from record.reading",
        "truncate record.reading",
        "drop table record.reading",
        "set role trousse_record_definer"
      })
  void ingest_may_not(String statement) {
    assertThatThrownBy(() -> ask(INGEST, statement))
        .isInstanceOfSatisfying(
            SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo(FORBIDDEN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into record.reading select * from record.reading",
        "update record.reading set flags = 1",
        "delete from record.reading",
        "set role trousse_record_definer",
        "select record.first_owner('{1}', 4::smallint, now(), 1, 1)",
        "select record.note_meal('{1}', 1, 1, 1::smallint, 1)",
        "select record.note_conflict('{1}', '{4}', array[now()], '{1}', '{1}', 1)",
        "select * from record.standing('{1}', '{4}', array[now()], '{1}', '{1}', array[now()],"
            + " '{0}', '{1}', '{}', '{}', '{}')"
      })
  void the_reader_may_not(String statement) {
    assertThatThrownBy(() -> ask(READER, statement))
        .isInstanceOfSatisfying(
            SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo(FORBIDDEN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"record.reading", "record.patient"})
  void the_reader_sees_nobody_until_it_names_a_patient(String table) throws SQLException {
    assertThat(ask(READER, "select count(*) from " + table)).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"record.reading", "record.patient"})
  void the_reader_sees_the_patient_it_names_and_no_other(String table) throws SQLException {
    String name = "set trousse.patient = '" + PATIENT.value() + "'";
    String key = table.equals("record.reading") ? "patient" : "id";

    assertThat(ask(READER, name, "select count(*) from " + table)).isEqualTo("1");
    assertThat(ask(READER, name, "select " + key + " from " + table))
        .isEqualTo(String.valueOf(PATIENT.value()));
  }

  /// The red control: without the policies the same question shows everybody.
  @Test
  void the_reader_would_see_everybody_without_the_policies() throws SQLException {
    ground.execute("alter table record.reading disable row level security");
    try {
      assertThat(ask(READER, "select count(*) from record.reading")).isEqualTo("2");
    } finally {
      ground.execute("alter table record.reading enable row level security");
    }
  }

  @Test
  void no_role_of_the_house_gets_round_the_policies() {
    String powers =
        """
        select count(*) from pg_roles where rolname like 'trousse\\_record\\_%'
          and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)\
        """;
    String owned =
        """
        select count(*) from pg_class c join pg_roles r on r.oid = c.relowner
        where c.relnamespace = 'record'::regnamespace and r.rolname like 'trousse\\_record\\_%'\
        """;
    String login = "select rolcanlogin from pg_roles where rolname = 'trousse_record_definer'";

    assertThat(ground.ask(powers)).isEqualTo("0");
    assertThat(ground.ask(owned)).isEqualTo("0");
    assertThat(ground.ask(login)).isEqualTo("f");
  }

  @Test
  void an_ingest_statement_ends_after_a_second() throws SQLException {
    assertThat(ask(INGEST, "show statement_timeout")).isEqualTo("1s");
  }

  /// The first column of the last statement's first row.
  private static String ask(String role, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(ground.postgres.jdbcUrl(), role, TestPostgres.PASSWORD);
        Statement statement = connection.createStatement()) {
      String answer = "";
      for (String sql : statements) {
        if (statement.execute(sql)) {
          try (ResultSet rows = statement.getResultSet()) {
            answer = rows.next() ? rows.getString(1) : "no row";
          }
        }
      }
      return answer;
    }
  }
}
