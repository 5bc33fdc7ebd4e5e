package org.trousse.record.rest;

import static org.trousse.record.rest.Clinic.MAUD;
import static org.trousse.record.rest.Clinic.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.trousse.record.audit.Event;
import org.trousse.record.door.Opening;
import org.trousse.sdk.DeviceId;

/// What reading a record takes: the glucose profile of 90 days, the first byte of 14 days as FHIR,
/// and how long an event waits for its seal. All data are synthetic.
public final class ReadBenchmark {
  private static final DeviceId SENSOR = new DeviceId("bench", "sensor");
  private static final int EVENTS_A_SECOND = 1_000;
  private static final int TICK_MILLIS = 10;

  /// 91 days of a sensor, a reading each five minutes.
  private static final String SERIES =
      """
      insert into record.reading (patient, reported_at, device, native_id, received_at, measure,
        codec, zone_min, value, payload)
      select PATIENT, at, DEVICE, n, at + interval '2 s', 2, 3, 60,
        (120 + 45 * sin(n / 45.0) + 20 * random())::int, '\\x00'::bytea
      from (select n, date_trunc('minute', now()) - n * interval '5 min' as at
        from generate_series(0, 26207) as g (n)) s\
      """;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private ReadBenchmark() {}

  /// Prints the three figures.
  ///
  /// @param arguments runs (200) and seconds of events (20)
  public static void main(String[] arguments)
      throws SQLException, IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    try (Clinic clinic = new Clinic()) {
      clinic.opens("own", new Opening.Own(MAUD));
      try (Connection owner = clinic.postgres.connect();
          Statement statement = owner.createStatement()) {
        statement.execute(
            SERIES
                .replace("PATIENT", Long.toString(MAUD.value()))
                .replace("DEVICE", Long.toString(SENSOR.key())));
        statement.execute("vacuum analyze record.reading");
        profile(clinic, runs);
        firstByte(clinic, runs);
        seals(clinic, statement, seconds);
      }
    }
  }

  private static void profile(Clinic clinic, int runs) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(clinic.server + "/fr/mesures/glycemie?periode=90"))
            .header("Cookie", "trousse_session=maud")
            .build();
    long[] nanos = new long[runs];
    for (int run = -runs / 4; run < runs; run++) {
      long begun = System.nanoTime();
      HttpResponse<String> page = CLIENT.send(request, BodyHandlers.ofString());
      long took = System.nanoTime() - begun;
      if (page.statusCode() != 200 || !page.body().contains("25")) {
        throw new IllegalStateException("no profile: " + page.statusCode());
      }
      if (run >= 0) {
        nanos[run] = took;
      }
    }
    print("glucose profile of 90 days", nanos);
  }

  private static void firstByte(Clinic clinic, int runs) throws IOException, InterruptedException {
    String from = Instant.now().minus(Duration.ofDays(14)).toString();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    clinic.server + "/fhir/Observation?code=99504-3&_count=5000&date=ge" + from))
            .header("Authorization", "Bearer own")
            .build();
    long[] first = new long[runs];
    long[] whole = new long[runs];
    for (int run = -runs / 4; run < runs; run++) {
      long begun = System.nanoTime();
      HttpResponse<InputStream> answer = CLIENT.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        int one = body.read();
        long came = System.nanoTime() - begun;
        long rest = body.transferTo(OutputStream.nullOutputStream());
        if (answer.statusCode() != 200 || one != '{' || rest < 1_000_000) {
          throw new IllegalStateException("no search: " + answer.statusCode() + " " + rest);
        }
        if (run >= 0) {
          first[run] = came;
          whole[run] = System.nanoTime() - begun;
        }
      }
    }
    print("14 days as FHIR, first byte", first);
    print("14 days as FHIR, whole", whole);
  }

  /// Looks ten times a second how old the oldest event without a seal is.
  private static void seals(Clinic clinic, Statement statement, int seconds)
      throws SQLException, InterruptedException {
    List<Long> ages = new ArrayList<>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long sent = 0;
    long begun = System.nanoTime();
    int looks = 0;
    while (System.nanoTime() < end) {
      long due = (System.nanoTime() - begun) * EVENTS_A_SECOND / 1_000_000_000L;
      for (; sent < due; sent++) {
        clinic.module.note(event());
      }
      if (looks++ % 10 == 0) {
        ages.add(oldest(statement));
      }
      Thread.sleep(TICK_MILLIS);
    }
    await(clinic.module.note(event()));
    long[] nanos = ages.stream().mapToLong(Long::longValue).toArray();
    System.out.printf(
        "%d events in %d s, %s of them in the log%n",
        sent, seconds, clinic.ask("select count(*) from record.audit_event"));
    print("oldest event without a seal", nanos);
  }

  private static long oldest(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select coalesce(extract(epoch from clock_timestamp() - min(at)), 0)"
                + " from record.audit_event where leaf is null")) {
      row.next();
      return (long) (row.getDouble(1) * 1e9);
    }
  }

  private static Event event() {
    return new Event(
        Instant.now(),
        UUID.randomUUID(),
        MAUD,
        "read",
        "app-bench",
        "Synthetic app",
        null,
        null,
        true,
        Map.of(),
        "");
  }

  private static void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "%s: %.1f ms median, %.1f ms p99, %.1f ms most%n",
        what,
        nanos[nanos.length / 2] / 1e6,
        nanos[Math.min(nanos.length - 1, nanos.length * 99 / 100)] / 1e6,
        nanos[nanos.length - 1] / 1e6);
  }
}
