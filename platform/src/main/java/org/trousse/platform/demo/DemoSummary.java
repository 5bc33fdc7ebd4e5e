package org.trousse.platform.demo;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.trousse.platform.demo.people.DemoDevice;
import org.trousse.platform.demo.people.DemoPeople;
import org.trousse.platform.demo.people.DemoPerson;
import org.trousse.platform.demo.people.DemoWorker;
import org.trousse.platform.page.HomeRoutes;

/// What the terminal says when the demo is ready: what runs, where to look, what to try, how to
/// stop.
public final class DemoSummary {
  private final DemoKeys keys;

  public DemoSummary(DemoKeys keys) {
    this.keys = keys;
  }

  /// What is running; addresses are whole.
  ///
  /// @param http the root, without a slash at its end, where FHIR is
  /// @param pages the first page
  /// @param operations the operators' page
  /// @param mqttTlsPort the same over TLS
  /// @param file what scripts read, as seen from the folder of launch
  /// @param historyReadings in the record, as the filling found or made them
  /// @param now the moment of the reading to send
  public record Facts(
      String http,
      String pages,
      String operations,
      String metrics,
      String mqttHost,
      int mqttPort,
      int mqttTlsPort,
      String file,
      long historyReadings,
      ZonedDateTime now) {}

  /// The whole text, with a line end at its end.
  public String text(Facts facts, List<DemoPerson> people) {
    DemoPerson someone = people.getFirst();
    long live =
        people.stream().flatMap(each -> each.devices().stream()).filter(DemoDevice::live).count();
    return String.format(
        Locale.ROOT,
        """

          Trousse is running. Every person and every reading in it is synthetic.

            Pages         %s
            Catalogue     %s/en/catalogue
            Vendors       %s/en/vendor (choose %s)
            Officers      %s/en/referencing/queue (choose %s)
            Nurse         %s/en/worklist (choose %s)
            Doctor        %s/en/emergency-access (choose %s)
            FHIR          %s/fhir/metadata
            Operations    %s
            Metrics       %s
            MQTT          %s:%d, with TLS on %d

            %d people, %,d readings of the last 14 days, %d devices sending live

          Ask for someone's latest sensor glucose, as FHIR:

            %s

          Send a reading as a device of theirs, and see it arrive on the page:

            %s

          Let an app ask you for permission, and stop it (in a second terminal):

            %s

          For scripts     %s
          To stop         Ctrl-C; everything is kept in the data folder
          To start anew   mvn -q -Pdemo -Dreset

        """,
        facts.pages(),
        facts.http(),
        facts.http(),
        worker(DemoWorker.Post.VENDOR),
        facts.http(),
        worker(DemoWorker.Post.LEAD),
        facts.http(),
        worker(DemoWorker.Post.NURSE),
        facts.http(),
        worker(DemoWorker.Post.DOCTOR),
        facts.http(),
        facts.operations(),
        facts.metrics(),
        facts.mqttHost(),
        facts.mqttPort(),
        facts.mqttTlsPort(),
        people.size(),
        facts.historyReadings(),
        live,
        curl(facts, someone),
        mosquitto(facts, someone),
        HomeRoutes.EXAMPLE_APP,
        facts.file());
  }

  private static String worker(DemoWorker.Post post) {
    return Stream.concat(DemoPeople.workers().stream(), DemoPeople.carers().stream())
        .filter(one -> one.post() == post)
        .findFirst()
        .map(DemoWorker::name)
        .orElseThrow();
  }

  private String curl(Facts facts, DemoPerson person) {
    return ("curl -s -H 'Authorization: Bearer %s'"
            + " '%s/fhir/Observation?patient=%s&code=99504-3&_sort=-date&_count=3'")
        .formatted(keys.token(person.id()), facts.http(), person.id().text());
  }

  /// A device that no simulator uses.
  private String mosquitto(Facts facts, DemoPerson person) {
    DemoDevice meter =
        person.devices().stream()
            .filter(device -> !device.live() && device.kind() == DemoDevice.Kind.METER)
            .findFirst()
            .orElseThrow();
    String time =
        facts.now().truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    return "mosquitto_pub -V 5 -q 1 -h %s -p %d -u %s -P %s -t dg/1/%s/%s/up/json1 -m '%s'"
        .formatted(
            facts.mqttHost(),
            facts.mqttPort(),
            meter.id().username(),
            keys.password(meter.id()),
            meter.id().tenant(),
            meter.id().name(),
            "{\"measure\":\"blood-glucose\",\"time\":\"%s\",\"value\":5.3,\"unit\":\"mmol/L\"}"
                .formatted(time));
  }
}
