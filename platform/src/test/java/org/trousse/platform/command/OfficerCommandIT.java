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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
final class OfficerCommandIT {
  private static final String ACCOUNT = "00000000-0000-4000-8000-000000000001";
  private static final String CLOSED = "00000000-0000-4000-8000-000000000002";
  private static final Pattern ADDRESS =
      Pattern.compile("https://desk\\.example/(fr/editeur|en/vendor)/invitation/([\\w-]{43})\\R");

  @TempDir private static Path folder;

  @Command(name = "any")
  private static final class Any {
    @Mixin private Settings settings = new Settings();
  }

  private record Ran(int status, String said) {}

  @Test
  void invites_and_appoints_officers_and_refuses_what_cannot_be() throws Exception {
    accounts();

    Ran lead = execute("invite", "--role=lead", "--public-url=https://desk.example/");
    Ran citizen =
        execute("invite", "--role=committee", "--citizen", "--public-url=https://desk.example");
    Ran appointed = execute("appoint", ACCOUNT, "--role=reviewer");
    Ran changed = execute("appoint", ACCOUNT, "--role=lead");
    List<Ran> refused =
        List.of(
            execute("invite", "--role=king"),
            execute("invite", "--role=lead", "--citizen"),
            execute("invite"),
            execute("appoint", "somebody", "--role=lead"),
            execute("appoint", CLOSED, "--role=lead"),
            execute("appoint", "00000000-0000-4000-8000-0000000000ff", "--role=lead"));

    assertThat(List.of(lead, citizen, appointed, changed)).extracting(Ran::status).containsOnly(0);
    assertThat(refused).extracting(Ran::status).containsOnly(2);
    List<String> secrets = secrets(lead.said());
    assertThat(secrets).hasSize(2).containsOnly(secrets.getFirst());
    assertThat(secrets(citizen.said())).hasSize(2).doesNotContain(secrets.getFirst());
    assertThat(lead.said()).contains("7 jours").contains("7 days");
    assertThat(
            ask(
                "select role || ' ' || citizen from referencing.invitation"
                    + " where organisation is null order by created_at"))
        .containsExactly("LEAD false", "COMMITTEE true");
    assertThat(ask("select account || ' ' || role from referencing.officer"))
        .containsExactly(ACCOUNT + " LEAD");
    assertThat(ask("select i::text from referencing.invitation i"))
        .noneMatch(row -> row.contains(secrets.getFirst()));
  }

  private static List<String> secrets(String said) {
    List<String> secrets = new ArrayList<>();
    Matcher address = ADDRESS.matcher(said);
    while (address.find()) {
      secrets.add(address.group(2));
    }
    return secrets;
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
    List<String> arguments = new ArrayList<>(List.of("officer"));
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
