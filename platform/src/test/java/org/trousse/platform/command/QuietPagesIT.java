package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoPerson;
import org.trousse.platform.watch.Logs;

/// A nurse, a doctor and a patient send every form that their pages have, with texts that occur
/// nowhere else, while tables come and go below them; then a look for each text, each name and each
/// value in all that was logged and printed. All people are synthetic.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QuietPagesIT {
  private static final DemoPerson LISE = DemoPeople.all().getFirst();
  private static final Logger OURS = Logger.getLogger("org.trousse");
  private static final String TEXT = "canari-9416-texte";

  /// No weight, temperature, pressure or glucose, and no time that is logged.
  private static final String NUMBER = "94167,31";

  private static final Pattern OF_NURSE = Pattern.compile("/fr/(tournee|patients/)");
  private static final Pattern OF_DOCTOR = Pattern.compile("/fr/acces-urgence");
  private static final Pattern OF_PATIENT = Pattern.compile("/fr/(mes-soignants|mesures)");

  @TempDir private static Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final List<FormFiller> walkers = new ArrayList<>();
  private FilledPlatform site;

  @BeforeAll
  void listen() throws IOException {
    Logs.toFile(folder.resolve("quiet.log"));
    OURS.setLevel(Level.ALL);
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    site = new FilledPlatform(folder.resolve("data"));
    site.settled();
    site.lived(LISE);
  }

  @AfterAll
  void stop() throws IOException {
    site.close();
    System.setOut(out);
    System.setErr(err);
    LogManager.getLogManager().readConfiguration();
  }

  @Test
  void no_name_no_value_and_no_text_of_any_page_is_in_any_log() throws Exception {
    List<String> planted = new ArrayList<>(List.of(TEXT, NUMBER, NUMBER.replace(',', '.')));
    DemoPeople.all().forEach(one -> planted.addAll(List.of(one.given(), one.family())));
    DemoPeople.carers().forEach(one -> planted.add(one.family()));

    for (String typed : List.of(TEXT, NUMBER)) {
      walker(signedIn("nurse")).walk("/fr/tournee", OF_NURSE, 25, typed);
      walker(signedIn("doctor")).walk("/fr/acces-urgence", OF_DOCTOR, 3, typed);
      walker("trousse_session=" + site.holder(LISE))
          .walk("/fr/mes-soignants", OF_PATIENT, 12, typed);
    }
    whileTablesAreAway();
    String logged = logged();
    Logger.getLogger("org.trousse.control").finest("control " + TEXT + " " + LISE.family());
    String after = logged();

    assertThat(walkers.stream().flatMap(one -> one.statuses().stream()))
        .as("forms were accepted, sent back and failed")
        .hasSizeGreaterThan(50)
        .contains(303, 422, 500);
    assertThat(walkers.getFirst().shown()).as("names were shown").contains(LISE.family());
    assertThat(logged).as("faults were logged").contains("\"level\":\"WARNING\"");
    assertThat(planted).filteredOn(logged::contains).isEmpty();
    assertThat(after).as("what is logged would be found").contains(TEXT, LISE.family());
  }

  /// A database's message quotes the statement and the row.
  private void whileTablesAreAway() throws Exception {
    FormFiller nurse = walker(signedIn("nurse"));
    FormFiller patient = walker("trousse_session=" + site.holder(LISE));
    for (String table :
        List.of("reading_act", "watch_situation", "care_relation", "visit", "audit_event")) {
      site.execute("alter table record." + table + " rename to away");
      try {
        nurse.walk("/fr/tournee", OF_NURSE, 6, TEXT);
        patient.walk("/fr/mes-soignants", OF_PATIENT, 4, TEXT);
      } finally {
        site.execute("alter table record.away rename to " + table);
      }
    }
  }

  private FormFiller walker(String cookie) {
    FormFiller walker = new FormFiller(site.address(""), cookie);
    walkers.add(walker);
    return walker;
  }

  private String signedIn(String card) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(site.address("/fr/demonstration")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "person=" + URLEncoder.encode(card, StandardCharsets.UTF_8)))
            .build();
    String cookie =
        HttpClient.newHttpClient()
            .send(request, BodyHandlers.ofString())
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private String logged() throws IOException {
    return Files.readString(folder.resolve("quiet.log.0"))
        + printed.toString(StandardCharsets.UTF_8);
  }
}
