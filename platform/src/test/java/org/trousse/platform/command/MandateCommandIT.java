package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.consent.signin.Majority;
import org.trousse.platform.Main;
import org.trousse.platform.Settings;
import org.trousse.platform.database.Migrations;
import org.trousse.platform.database.RolePassword;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The service desk's command on a stopped platform's folder. All people are synthetic.
final class MandateCommandIT {
  private static final String PARENT = "0000000000000001";
  private static final String CHILD = "0000000000000002";
  private static final String ADULT = "0000000000000003";

  @TempDir private static Path folder;

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  private record Ran(int status, String said) {}

  @Test
  void prints_a_code_for_a_parent_or_for_who_came_of_age_and_refuses_the_rest() throws Exception {
    LocalDate today = LocalDate.now(Majority.ZONE);
    LocalDate born = today.minusYears(9);
    people(born, today.minusYears(18));

    Ran parents = execute("--parent=" + PARENT, "--child=0000 0000 0000 0002");
    Ran shorter =
        execute("--parent=" + PARENT, "--child=" + CHILD, "--until=" + today.plusDays(10));
    Ran own = execute("--self", "--child=" + ADULT);
    Ran tooLong =
        execute("--parent=" + PARENT, "--child=" + CHILD, "--until=" + born.plusYears(19));
    Ran grownUp = execute("--parent=" + PARENT, "--child=" + ADULT);
    Ran tooYoung = execute("--self", "--child=" + CHILD);
    Ran nobody = execute("--parent=" + PARENT, "--child=00000000000000ff");
    Ran both = execute("--self", "--parent=" + PARENT, "--child=" + CHILD);

    assertThat(List.of(parents, shorter, own)).extracting(Ran::status).containsOnly(0);
    assertThat(parents.said())
        .containsPattern("code: [B-Z]{4}-[B-Z]{4}-[B-Z]{4}\\R")
        .doesNotContain("Exemple");
    assertThat(List.of(tooLong, grownUp, tooYoung, nobody, both))
        .extracting(Ran::status)
        .containsOnly(2);
    assertThat(
            ask(
                "select holder || ' ' || patient || ' ' || until from consent.activation"
                    + " where holder is not null order by until"))
        .containsExactly("1 2 " + today.plusDays(10), "1 2 " + Majority.of(born));
    assertThat(ask("select patient || ' ' || born from consent.activation where holder is null"))
        .containsExactly("3 " + today.minusYears(18));
  }

  private static void people(LocalDate child, LocalDate adult) throws Exception {
    try (Running running = Running.ground(settings())) {
      new Migrations(running.database(), Running.SCHEMAS).migrate(new RolePassword(running.key()));
      try (var connection = running.database().open();
          Statement statement = connection.createStatement()) {
        statement.execute(
            """
            insert into record.patient (id, given, family, birth_date, synthetic) values
              (1, 'Inès', 'Exemple', '1985-05-06', true),
              (2, 'Zoé', 'Exemple', '%s', true),
              (3, 'Noé', 'Exemple', '%s', true)\
            """
                .formatted(child, adult));
      }
    }
  }

  private static Settings settings() {
    Any any = new Any();
    new CommandLine(any).parseArgs("--data=" + folder.resolve("data"));
    return any.settings;
  }

  private static Ran execute(String... words) {
    List<String> arguments = new ArrayList<>(List.of("mandate"));
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
