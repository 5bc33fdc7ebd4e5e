package org.trousse.record.append;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.testkit.TestPostgres;

/// The schema could be spread over servers by patient: `patient` first in every key, ids made by
/// the application, no trigger, no sequence, no foreign key across patients. A property of the
/// catalogue; it was not run on several servers.
final class SchemaIT {
  /// Sequences, triggers, foreign keys, generated ids, and unique keys of a patient's table that do
  /// not begin with the patient, each by name.
  private static final String OBSTACLES =
      """
      select coalesce(string_agg(obstacle, ', ' order by obstacle), 'none') from (
        select 'sequence ' || relname from pg_class
          where relnamespace = 'record'::regnamespace and relkind = 'S'
        union all
        select 'trigger ' || tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
          where c.relnamespace = 'record'::regnamespace and not t.tgisinternal
        union all
        select 'foreign key ' || conname from pg_constraint
          where connamespace = 'record'::regnamespace and contype = 'f'
        union all
        select 'generated id ' || c.relname || '.' || a.attname
          from pg_attribute a join pg_class c on c.oid = a.attrelid
          where c.relnamespace = 'record'::regnamespace and a.attidentity <> ''
        union all
        select 'key ' || i.indexrelid::regclass from pg_index i
          join pg_class c on c.oid = i.indrelid
          join pg_attribute a on a.attrelid = c.oid and a.attname = 'patient'
          where c.relnamespace = 'record'::regnamespace and i.indkey[0] <> a.attnum
            -- the audit log is one sequence over all patients; these two follow it, neither unique;
            -- the third answers whom a professional visits, each server for its own patients
            and (i.indisunique or i.indexrelid::regclass::text not in
              ('record.audit_by_leaf', 'record.audit_unsealed', 'record.care_by_professional'))
      ) as found (obstacle)\
      """;

  private static final String TWO_UNIQUE_KEYS =
      """
      select coalesce(string_agg(found.name, ', '), 'none') from (
        select c.relname from pg_index i join pg_class c on c.oid = i.indrelid
        where c.relnamespace = 'record'::regnamespace and i.indisunique
          and c.relname <> 'flyway_schema_history'
        group by c.relname having count(*) <> 1) as found (name)\
      """;

  private static TestPostgres postgres;
  private static Ground ground;

  @BeforeAll
  static void start() {
    postgres = TestPostgres.migrated("record");
    ground = new Ground(postgres);
  }

  @AfterAll
  static void stop() {
    ground.close();
  }

  @Test
  void nothing_stands_in_the_way_of_spreading_it_by_patient() {
    assertThat(ground.ask(OBSTACLES)).isEqualTo("none");
  }

  @Test
  void the_key_of_a_reading_is_the_path_of_reading_it() {
    String key =
        """
        select pg_get_constraintdef(oid) from pg_constraint
        where conrelid = 'record.reading'::regclass and contype = 'p'\
        """;

    assertThat(ground.ask(key))
        .isEqualTo("PRIMARY KEY (patient, measure, reported_at, device, native_id)");
  }

  @Test
  void each_table_has_one_unique_key_so_that_do_nothing_hides_nothing_else() {
    assertThat(ground.ask(TWO_UNIQUE_KEYS)).isEqualTo("none");
  }

  /// The red controls.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table record.broken (patient bigint, id bigserial)",
        "create table record.broken (patient bigint, id bigint generated always as identity)",
        "create table record.broken (patient bigint references record.patient (id))",
        "create table record.broken (patient bigint, at timestamptz, primary key (at, patient))",
        """
        create table record.broken (patient bigint);
        create trigger t before update on record.broken
          for each row execute function suppress_redundant_updates_trigger()\
        """
      })
  void would_notice(String obstacle) {
    ground.execute(obstacle);
    try {
      assertThat(ground.ask(OBSTACLES)).isNotEqualTo("none");
    } finally {
      ground.execute("drop table record.broken");
    }
  }

  @Test
  void would_notice_a_second_unique_key() {
    ground.execute("create unique index second on record.reading (patient, received_at)");
    try {
      assertThat(ground.ask(TWO_UNIQUE_KEYS)).isEqualTo("reading");
    } finally {
      ground.execute("drop index record.second");
    }
  }
}
