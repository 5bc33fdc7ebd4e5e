package org.trousse.record.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.record.seal.TrailGround.AT;
import static org.trousse.record.seal.TrailGround.done;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.record.audit.Event;
import org.trousse.record.seal.offline.TrailLine;
import org.trousse.record.seal.offline.TrailLine.Leaf;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.testkit.TestPostgres;

/// The bytes of a leaf, computed twice.
final class LeafFormIT {
  private static TrailGround ground;

  @BeforeAll
  static void open() {
    ground = new TrailGround();
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  /// What Java computes of the columns and what the database computes of the row.
  @Test
  void the_database_and_this_program_hash_alike() {
    Random random = new Random(17);
    List<Event> events = new ArrayList<>();
    for (int number = 0; number < 500; number++) {
      events.add(anyEvent(random));
    }
    done(ground.trail.write(events));
    ground.execute("update record.audit_event set what = '' where allowed and detail = ''");
    ground.execute(
        "insert into record.audit_event (patient, at, id, what, allowed, measures, counts, detail)"
            + " values (-1, '-infinity', gen_random_uuid(), 'x', true, '{NULL,1}', '[3:4]={1,2}',"
            + " ''), (1, '4000-01-01 BC', gen_random_uuid(), 'x', true, '{}', '{}', '')");
    done(ground.seals.seal(AT));

    List<TrailLine> lines = ground.export();

    assertThat(lines.stream().filter(Leaf.class::isInstance)).hasSize(502);
    assertThat(lines)
        .allSatisfy(line -> {
          if (line instanceof Leaf(long number, List<@Nullable String> columns, String hash)) {
            assertThat(Base64.getEncoder().encodeToString(LeafForm.hash(columns))).isEqualTo(hash);
          }
        });
  }

  private static Event anyEvent(Random random) {
    Map<Measure, Integer> counts =
        switch (random.nextInt(3)) {
          case 0 -> Map.of();
          case 1 -> Map.of(Measure.BODY_WEIGHT, random.nextInt());
          default -> Map.of(Measure.BLOOD_GLUCOSE, 1, Measure.BLOOD_PRESSURE, random.nextInt(9));
        };
    return new Event(
        AT.plusNanos(random.nextLong(1L << 40) * 1_000),
        new UUID(random.nextLong(), random.nextLong()),
        new PatientId(random.nextLong() >>> 1),
        text(random) + "!",
        random.nextBoolean() ? null : text(random),
        random.nextBoolean() ? null : text(random),
        random.nextBoolean() ? null : new UUID(random.nextLong(), random.nextLong()),
        random.nextBoolean() ? null : new UUID(random.nextLong(), random.nextLong()),
        random.nextBoolean(),
        counts,
        text(random));
  }

  private static String text(Random random) {
    String letters = "a\":,-\n\\{}é€ \u0001\u2028\u202e";
    StringBuilder text = new StringBuilder();
    for (int letter = random.nextInt(12); letter > 0; letter--) {
      int place = random.nextInt(letters.length() + 1);
      text.append(place == letters.length() ? "𝄞" : letters.substring(place, place + 1));
    }
    return text.toString();
  }

  /// What an older version sealed into its chain begins the tree.
  @Test
  void what_was_sealed_before_is_sealed_again_from_leaf_0() throws SQLException, IOException {
    try (TestPostgres old = TestPostgres.start();
        Connection owner = old.connect();
        Statement statement = owner.createStatement()) {
      statement.execute("create schema record");
      for (String version : List.of("V1__readings", "V2__audit", "V3__objection")) {
        statement.execute(migration(version));
      }
      for (int number = 1; number <= 3; number++) {
        statement.execute(
            "insert into record.audit_event (patient, at, id, what, allowed, measures, counts,"
                + " detail, seal) values (1, now(), gen_random_uuid(), 'read', true, '{}', '{}',"
                + " 'invented', "
                + number
                + ")");
      }

      statement.execute(migration("V4__checkpoints"));
      statement.execute("select * from record.seal_begin(10)");

      assertThat(old.ask("select string_agg(leaf::text, ' ' order by at) from record.audit_event"))
          .isEqualTo("0 1 2");
    }
  }

  private static String migration(String version) throws IOException {
    String path = "/db/record/" + version + ".sql";
    try (InputStream sql = LeafFormIT.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
