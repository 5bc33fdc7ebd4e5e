package org.trousse.record.watch.page;

import static org.trousse.record.watch.store.Ward.NURSE;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import org.trousse.record.watch.store.Ward;
import org.trousse.sdk.PatientId;

/// A nurse's list over HTTP, of patients with a year of readings each: a sensor's every quarter of
/// an hour, two pressures and a weighing a day. Row-level security, the trail's events and the
/// page's HTML are in it; the platform's frame and signing in are not. All data are synthetic.
public final class WorklistBenchmark {
  private static final String YEAR =
      """
      insert into record.reading (patient, reported_at, device, native_id, received_at, measure,
        codec, zone_min, value, diastolic, payload)
      select PATIENT, at, DEVICE, n, at + interval '2 s', 2, 3, 60,
        (120 + 45 * sin(n / 15.0 + PATIENT) + 20 * random())::int, null, '\\x00'::bytea
      from (select n, date_trunc('minute', now()) - n * interval '15 min' as at
        from generate_series(0, 35039) as g (n)) s
      union all
      select PATIENT, at, DEVICE, n, at + interval '2 s', 3, 5, 60, (125 + 20 * random())::int,
        (75 + 10 * random())::int, '\\x00'::bytea
      from (select n, date_trunc('minute', now()) - n * interval '12 hours' as at
        from generate_series(0, 729) as g (n)) s
      union all
      select PATIENT, at, DEVICE, n, at + interval '2 s', 4, 6, 60, (75 + random())::numeric(5, 1),
        null, '\\x00'::bytea
      from (select n, date_trunc('minute', now()) - n * interval '24 hours' as at
        from generate_series(0, 364) as g (n)) s\
      """;

  private WorklistBenchmark() {}

  /// Prints how long the list takes, and how long its situations took.
  ///
  /// @param arguments patients (200) and runs (200)
  public static void main(String[] arguments) throws SQLException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    int patients = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
    try (Desk desk = new Desk()) {
      fill(desk.ward, patients);
      evaluate(desk, patients);
      measure(desk, patients, runs);
    }
  }

  private static void fill(Ward ward, int patients) throws SQLException {
    try (Connection owner = ward.postgres.connect();
        Statement statement = owner.createStatement()) {
      for (int number = 1; number <= patients; number++) {
        String patient = Integer.toString(number);
        String device = Long.toString(Ward.DEVICE.key());
        statement.execute(YEAR.replace("PATIENT", patient).replace("DEVICE", device));
      }
      statement.execute("vacuum analyze record.reading");
    }
    // they come into care last, so that the lane does not begin before the readings are there
    for (int number = 1; number <= patients; number++) {
      ward.patient(number, "Alix" + number, NURSE);
    }
    System.out.printf(
        "%d patients, %s readings%n",
        patients, ward.postgres.ask("select count(*) from record.reading"));
  }

  /// Waits for the lane, and then takes the time of one after the other.
  private static void evaluate(Desk desk, int patients) throws InterruptedException, SQLException {
    String evaluated = "select count(*) from record.watch_situation where evaluated_at is not null";
    while (Integer.parseInt(desk.ward.postgres.ask(evaluated)) < patients) {
      Thread.sleep(100);
    }
    long[] nanos = new long[patients];
    for (int number = 1; number <= patients; number++) {
      long begun = System.nanoTime();
      desk.evaluate(new PatientId(number));
      nanos[number - 1] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    System.out.printf("one situation: %.1f ms median%n", nanos[patients / 2] / 1e6);
  }

  private static void measure(Desk desk, int patients, int runs) {
    long[] nanos = new long[runs];
    int bytes = 0;
    for (int run = -runs / 4; run < runs; run++) {
      long begun = System.nanoTime();
      HttpResponse<String> page = desk.get("nurse", "/fr/tournee");
      long took = System.nanoTime() - begun;
      int rows = page.body().split("<li id=\"p-", -1).length - 1;
      if (page.statusCode() != 200 || rows != patients) {
        throw new IllegalStateException("a list of " + rows);
      }
      if (run >= 0) {
        nanos[run] = took;
      }
      bytes = page.body().length();
    }
    Arrays.sort(nanos);
    System.out.printf(
        "the list: %.1f ms median, %.1f ms p99, %.1f ms most; %d kB of HTML%n",
        nanos[runs / 2] / 1e6,
        nanos[Math.min(runs - 1, runs * 99 / 100)] / 1e6,
        nanos[runs - 1] / 1e6,
        bytes / 1_000);
  }
}
