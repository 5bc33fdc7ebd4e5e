package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.Main;
import org.trousse.platform.Settings;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.RolePassword;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The operator's command on a stopped platform's folder. All people are synthetic.
final class CareCommandsIT {
  private static final String ACCOUNT = "00000000-0000-4000-8000-000000000001";
  private static final String CLOSED = "00000000-0000-4000-8000-000000000002";

  private static final String RECORD = "0000000000000007";
  private static final String ARCHIVED = "0000000000000008";
  private static final String ACCESS = "00000000-0000-4000-8000-00000000000a";

  @TempDir private static Path folder;

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  private record Ran(int status, String said) {}

  @Test
  void enters_ends_and_reviews_and_refuses_what_cannot_be() throws Exception {
    accounts();

    Ran entered = enter(ACCOUNT, "60", "99900000601");
    List<Ran> refused =
        List.of(
            enter(ACCOUNT, "60", "99900000602"),
            enter(CLOSED, "60", "99900000603"),
            enter("somebody", "60", "99900000603"),
            enter(ACCOUNT, "ALIM_AM", "99900000603"),
            enter(ACCOUNT, "60", "601"),
            execute("professional", "review", ACCESS, "court"),
            execute("professional", "review", CLOSED, "Il n’y a pas un tel accès."));
    emergency();
    Ran waiting = execute("professional", "emergencies");
    Ran reviewed = execute("professional", "review", ACCESS, "Entretien fait avec le médecin.");
    Ran over = execute("professional", "emergencies");
    Ran ended = execute("professional", "end", ACCOUNT);
    Ran again = execute("professional", "end", ACCOUNT);

    assertThat(List.of(entered, waiting, reviewed, over, ended))
        .extracting(Ran::status)
        .containsOnly(0);
    assertThat(refused).extracting(Ran::status).containsOnly(2);
    assertThat(again.status()).isEqualTo(2);
    assertThat(waiting.said())
        .contains(ACCESS, "Test Denis", "seule dans la rue")
        .contains("1 acc");
    assertThat(over.said()).contains("0 acc").doesNotContain(ACCESS);
    assertThat(
            ask(
                "select id || ' ' || profession || ' ' || rpps || ' ' || (ended_at is not null)"
                    + " from record.professional"))
        .containsExactly(ACCOUNT + " 60 99900000601 true");
    assertThat(ask("select review from record.emergency_access"))
        .containsExactly("Entretien fait avec le médecin.");
    assertThat(ask("select what from record.audit_event")).containsExactly("emergency-review");
  }

  @Test
  void reopens_and_destroys_spaces_and_refuses_what_cannot_be() throws Exception {
    records();

    List<Ran> refused =
        List.of(
            execute("space", "reopen", RECORD),
            execute("space", "ask-destruction", RECORD),
            execute("space", "object", "somebody"));
    Ran objected = execute("space", "object", RECORD);
    Ran reopened = execute("space", "reopen", RECORD);
    Ran returned = execute("space", "reopen", ARCHIVED);
    Ran nothing = execute("space", "destroy-due");
    closed();
    Ran asked = execute("space", "ask-destruction", ARCHIVED);
    Ran destroyed = execute("space", "destroy-due");

    assertThat(refused).extracting(Ran::status).containsOnly(2);
    assertThat(List.of(objected, reopened, returned, nothing, asked, destroyed))
        .extracting(Ran::status)
        .containsOnly(0);
    assertThat(nothing.said()).contains("0 espaces");
    assertThat(destroyed.said()).contains("1 espaces");
    assertThat(ask("select id::text from record.patient where id in (7, 8)")).containsExactly("7");
    assertThat(ask("select (closed_at is null)::text from consent.account where patient = 8"))
        .containsExactly("true");
  }

  private static void records() throws Exception {
    run(
        """
        insert into record.patient values (7, 'Test', 'Sept', '1970-01-01', true),
          (8, 'Test', 'Huit', '1970-01-01', true);
        insert into consent.account
          (id, provider, subject, kind, patient, given, family, birth_date, created_at, closed_at)
        values (gen_random_uuid(), 'demo', 'c', 'patient', 8, 'Test', 'Huit', '1970-01-01', now(), now())\
        """);
    closed();
  }

  private static void closed() throws Exception {
    run(
        """
        insert into record.space values (8, 1, now(), now() + interval '10 years', false, null)
        on conflict (patient) do update set state = 1, archive_until = excluded.archive_until\
        """);
  }

  private static void run(String sql) throws Exception {
    try (Running running = Running.ground(settings())) {
      new Migrations(running.database(), Running.SCHEMAS).migrate(new RolePassword(running.key()));
      try (var connection = running.database().open();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private static Ran enter(String account, String profession, String rpps) {
    return execute(
        "professional",
        "enter",
        account,
        "--given=Inès",
        "--family=Exemple",
        "--profession=" + profession,
        "--rpps=" + rpps);
  }

  private static void emergency() throws Exception {
    try (Running running = Running.ground(settings());
        var connection = running.database().open();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into record.emergency_access (patient, id, professional, name, profession,
            opened_at, until, reason) values
            (7, '%s', '%s', 'Test Denis', '10', now(), now(), 'Trouvée seule dans la rue.')\
          """
              .formatted(ACCESS, ACCOUNT));
    }
  }

  private static void accounts() throws Exception {
    try (Running running = Running.ground(settings())) {
      new Migrations(running.database(), Running.SCHEMAS).migrate(new RolePassword(running.key()));
      try (var connection = running.database().open();
          Statement statement = connection.createStatement()) {
        statement.execute(
            """
            insert into consent.account
              (id, provider, subject, kind, given, family, created_at, closed_at) values
              ('%s', 'demo', 'a', 'professional', 'Inès', 'Exemple', now(), null),
              ('%s', 'demo', 'b', 'professional', 'Zoé', 'Exemple', now(), now())\
            """
                .formatted(ACCOUNT, CLOSED));
      }
    }
  }

  private static Settings settings() {
    Any any = new Any();
    new CommandLine(any).parseArgs("--data=" + folder.resolve("data"));
    return any.settings;
  }

  private static Ran execute(String... words) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(words));
    arguments.add("--data=" + folder.resolve("data"));
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler((fault, command, parsed) -> 2);
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      int status = line.execute(arguments.toArray(String[]::new));
      return new Ran(status, said.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  private static List<String> ask(String sql) throws Exception {
    List<String> found = new ArrayList<>();
    try (Running running = Running.ground(settings());
        var connection = running.database().open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
