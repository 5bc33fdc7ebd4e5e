package org.trousse.platform.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.sdk.DeviceId;

final class DemoSummaryTest {
  private static final DemoSummary.Facts FACTS =
      new DemoSummary.Facts(
          "http://127.0.0.1:8080",
          "http://127.0.0.1:8080/",
          "http://127.0.0.1:9090/en/operations/quarantine",
          "http://127.0.0.1:9090/metrics",
          "127.0.0.1",
          1883,
          8883,
          "data/demo.json",
          21_370,
          ZonedDateTime.parse("2026-11-22T08:15:00.5+01:00[Europe/Paris]"));

  @Test
  void the_terminal_says_what_runs_what_to_try_and_how_to_stop() {
    DemoKeys keys = new DemoKeys(new byte[32]);

    String text = new DemoSummary(keys).text(FACTS, DemoPeople.all());

    String token = keys.token(DemoPeople.all().getFirst().id());
    String password = keys.password(new DeviceId("demo", "lise-spare-meter"));
    assertThat(text.replace(token, "TOKEN").replace(password, "PASSWORD"))
        .isEqualTo(
            """

              Trousse is running. Every person and every reading in it is synthetic.

                Pages         http://127.0.0.1:8080/
                Catalogue     http://127.0.0.1:8080/en/catalogue
                Vendors       http://127.0.0.1:8080/en/vendor (choose Démo Ambre Démonstration)
                Officers      http://127.0.0.1:8080/en/referencing/queue (choose Démo Odile Démonstration)
                Nurse         http://127.0.0.1:8080/en/worklist (choose Démo Nora Démonstration)
                Doctor        http://127.0.0.1:8080/en/emergency-access (choose Démo Denis Démonstration)
                FHIR          http://127.0.0.1:8080/fhir/metadata
                Operations    http://127.0.0.1:9090/en/operations/quarantine
                Metrics       http://127.0.0.1:9090/metrics
                MQTT          127.0.0.1:1883, with TLS on 8883

                8 people, 21,370 readings of the last 14 days, 18 devices sending live

              Ask for someone's latest sensor glucose, as FHIR:

                curl -s -H 'Authorization: Bearer TOKEN' 'http://127.0.0.1:8080/fhir/Observation?patient=1c5f93a027d4e861&code=99504-3&_sort=-date&_count=3'

              Send a reading as a device of theirs, and see it arrive on the page:

                mosquitto_pub -V 5 -q 1 -h 127.0.0.1 -p 1883 -u lise-spare-meter@demo -P PASSWORD -t dg/1/demo/lise-spare-meter/up/json1 -m '{"measure":"blood-glucose","time":"2026-11-22T08:15:00+01:00","value":5.3,"unit":"mmol/L"}'

              Let an app ask you for permission, and stop it (in a second terminal):

                mvn -q -Pexample -pl examples -am compile exec:exec -Dexec.executable=java -Dexample.program=WebApp

              For scripts     data/demo.json
              To stop         Ctrl-C; everything is kept in the data folder
              To start anew   mvn -q -Pdemo -Dreset

            """);
  }
}
