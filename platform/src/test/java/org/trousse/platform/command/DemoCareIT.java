package org.trousse.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.demo.care.DemoCare;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoPerson;
import org.trousse.record.RecordModule;
import org.trousse.record.care.Visitor;
import org.trousse.record.care.team.Member;
import org.trousse.record.professional.Professional;
import org.trousse.sdk.PatientId;

/// The demo's nurse and doctor, through the whole platform. All people are synthetic.
final class DemoCareIT {
  private static final String RECORD = "/fr/acces-urgence/dossier?patient=";

  @TempDir private static Path data;

  @Test
  void the_nurse_opens_those_who_named_her_and_nobody_else() throws Exception {
    try (FilledPlatform platform = new FilledPlatform(data.resolve("data"));
        HttpClient browser = HttpClient.newHttpClient()) {
      RecordModule record = platform.platform().record();

      DemoCare care = platform.settled();
      DemoCare.Carer nurse = care.carers().getFirst();
      DemoCare.Carer doctor = care.carers().getLast();
      String cookie = signedIn(browser, platform, "nurse");
      HttpResponse<String> open = get(browser, platform, cookie, nurse.patients().getFirst());
      HttpResponse<String> shut = get(browser, platform, cookie, other(nurse));
      HttpResponse<String> unknown = get(browser, platform, cookie, new PatientId(77));
      String holder = "trousse_session=" + platform.holder(DemoPeople.all().getFirst());
      String team = page(browser, platform, holder, "/fr/mes-soignants");
      String log = page(browser, platform, holder, "/fr/journal");
      String first = page(browser, platform, holder, "/fr/mesures");
      close(browser, platform, holder);
      HttpResponse<String> closed = get(browser, platform, cookie, nurse.patients().getFirst());
      stopEverybody(record, nurse);
      platform.settled();

      assertThat(nurse.patients()).hasSize(6);
      assertThat(doctor.patients()).isEmpty();
      assertThat(open.statusCode()).isEqualTo(200);
      assertThat(open.body()).contains("Démo Lise");
      assertThat(shut.statusCode()).isEqualTo(404);
      assertThat(shut.body()).isEqualTo(unknown.body());
      assertThat(team).contains("Démo Nora Démonstration, infirmier ou infirmière");
      assertThat(log)
          .contains(
              "une infirmière ou un infirmier (Démo Nora Démonstration) a consulté vos mesures de");
      assertThat(first).contains("/fr/mes-soignants");
      assertThat(closed.statusCode()).isEqualTo(404);
      assertThat(closed.body()).isEqualTo(unknown.body());
      assertThat(record.care().door().patients(nurse(platform), Instant.now()).await())
          .as("a second start names nobody again")
          .isEmpty();
    }
  }

  private static void stopEverybody(RecordModule record, DemoCare.Carer nurse) {
    for (PatientId patient : nurse.patients()) {
      Visitor who = new Visitor(nurse.account(), "Test", patient, null, "");
      List<Member> members = record.care().team().team(who).await().members();
      record.care().team().stop(who, nurse.account(), members.getFirst().name()).await();
    }
  }

  private static PatientId other(DemoCare.Carer nurse) {
    return DemoPeople.all().stream()
        .map(DemoPerson::id)
        .filter(one -> !nurse.patients().contains(one))
        .findFirst()
        .orElseThrow();
  }

  private static String signedIn(HttpClient browser, FilledPlatform platform, String card)
      throws Exception {
    HttpResponse<String> answer =
        browser.send(
            HttpRequest.newBuilder(URI.create(platform.address("/fr/demonstration")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("person=" + card))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(303);
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  private static Professional nurse(FilledPlatform platform) {
    return platform.platform().record().care().team().byRpps("99900000601").await().orElseThrow();
  }

  private static String page(
      HttpClient browser, FilledPlatform platform, String cookie, String path) throws Exception {
    HttpResponse<String> answer =
        browser.send(
            HttpRequest.newBuilder(URI.create(platform.address(path)))
                .header("Cookie", cookie)
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private static void close(HttpClient browser, FilledPlatform platform, String cookie)
      throws Exception {
    String form = page(browser, platform, cookie, "/fr/fermer-mon-espace");
    String secret = form.split("name=\"jeton\" value=\"", 2)[1].split("\"", 2)[0];
    HttpResponse<String> answer =
        browser.send(
            HttpRequest.newBuilder(URI.create(platform.address("/fr/fermer-mon-espace")))
                .header("Cookie", cookie)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("jeton=" + secret))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> get(
      HttpClient browser, FilledPlatform platform, String cookie, PatientId patient)
      throws Exception {
    return browser.send(
        HttpRequest.newBuilder(
                URI.create(
                    platform.address(RECORD + platform.refs().of(nurse(platform)).ref(patient))))
            .header("Cookie", cookie)
            .build(),
        BodyHandlers.ofString());
  }
}
