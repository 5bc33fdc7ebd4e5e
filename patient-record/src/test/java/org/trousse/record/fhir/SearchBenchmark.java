package org.trousse.record.fhir;

import ca.uhn.fhir.context.FhirContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.RecordRows;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Amounts;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.reading.Payload;
import org.trousse.sdk.reading.Reading;
import org.trousse.testkit.TestPostgres;

/// Side by side in one run: 14 days of one patient's glucose (4,032 readings) out of PostgreSQL as
/// a Bundle's bytes, against HAPI building and encoding the same Bundle from readings that it is
/// handed for nothing.
public final class SearchBenchmark {
  private static final byte[] SECRET = "a secret of 16 b".getBytes(StandardCharsets.UTF_8);
  private static final byte[] BASE =
      "\"https://record.example/fhir/Observation/".getBytes(StandardCharsets.UTF_8);
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final int DAYS = 14;
  private static final int READINGS = DAYS * 288;
  private static final PatientId PATIENT = new PatientId(0x101);
  private static final DeviceId SENSOR = new DeviceId("demo", "sensor-1");
  private static final FhirContext R4 = FhirContext.forR4Cached();

  private final ObservationEncoder encoder = new ObservationEncoder(FhirIds.own(SECRET));
  private final ReadingStore store;

  private SearchBenchmark(ReadingStore store) {
    this.store = store;
  }

  /// Prints the medians of both sides and their ratio.
  ///
  /// @param arguments how often each side runs while it is measured; 100 if absent
  public static void main(String[] arguments) throws SQLException {
    int runs = arguments.length == 0 ? 100 : Integer.parseInt(arguments[0]);
    Vertx vertx = Vertx.vertx();
    try (TestPostgres postgres = TestPostgres.start().migrate("record")) {
      fill(postgres);
      Pool pool = pool(postgres, vertx);
      new SearchBenchmark(new ReadingStore(pool)).measure(runs);
      await(pool.close());
    }
    await(vertx.close());
  }

  private void measure(int runs) {
    List<StoredReading> readings = read();
    if (readings.size() != READINGS || !same(readings)) {
      throw new IllegalStateException("both sides must say the same of " + READINGS + " readings");
    }
    // the sides take turns, so that heat and neighbours meet both
    long[] search = new long[runs];
    long[] encode = new long[runs];
    long[] hapi = new long[runs];
    for (int i = -runs; i < runs; i++) {
      long searched = time(() -> encode(read()));
      long encoded = time(() -> encode(readings));
      long built = time(() -> hapi(readings));
      if (i >= 0) {
        search[i] = searched;
        encode[i] = encoded;
        hapi[i] = built;
      }
    }
    report("ours, PostgreSQL to bytes", search);
    report("ours, encoding alone", encode);
    report("HAPI, build and encode", hapi);
    System.out.printf("%-28s%.1f%n", "ratio of the medians", median(hapi) / median(search));
  }

  private List<StoredReading> read() {
    return await(
        store.search(
            PATIENT,
            EnumSet.of(Measure.INTERSTITIAL_GLUCOSE),
            START,
            START.plus(Duration.ofDays(DAYS)),
            true,
            READINGS + 1,
            null));
  }

  private byte[] encode(List<StoredReading> readings) {
    JsonBytes json = new JsonBytes(READINGS * 1_200);
    json.ascii("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[");
    for (int i = 0; i < readings.size(); i++) {
      if (i > 0) {
        json.character(',');
      }
      encoder.writeEntry(readings.get(i), BASE, json);
    }
    return json.ascii("]}").take();
  }

  private byte[] hapi(List<StoredReading> readings) {
    Bundle bundle = new Bundle().setType(BundleType.SEARCHSET);
    for (StoredReading reading : readings) {
      String id = encoder.id(reading.key());
      bundle
          .addEntry()
          .setFullUrl("https://record.example/fhir/Observation/" + id)
          .setResource(HapiObservations.build(reading, id))
          .getSearch()
          .setMode(Bundle.SearchEntryMode.MATCH);
    }
    return R4.newJsonParser().encodeResourceToString(bundle).getBytes(StandardCharsets.UTF_8);
  }

  private boolean same(List<StoredReading> readings) {
    return Arrays.equals(encode(readings), hapi(readings));
  }

  private static long time(Supplier<byte[]> work) {
    long start = System.nanoTime();
    if (work.get().length < READINGS) {
      throw new IllegalStateException("no answer");
    }
    return System.nanoTime() - start;
  }

  private static void report(String name, long[] nanos) {
    double p99 = Arrays.stream(nanos).sorted().toArray()[nanos.length * 99 / 100] / 1e6;
    System.out.printf("%-28s%8.2f ms median %8.2f ms p99%n", name, median(nanos), p99);
  }

  private static double median(long[] nanos) {
    return Arrays.stream(nanos).sorted().toArray()[nanos.length / 2] / 1e6;
  }

  /// Twenty other patients around this one, so that the table is not all theirs.
  private static void fill(TestPostgres postgres) throws SQLException {
    Random random = new Random(20261122);
    try (Connection owner = postgres.connect()) {
      RecordRows.device(owner, SENSOR, "Demo sensor", 528409);
      for (int patient = 0x101 - 10; patient <= 0x101 + 10; patient++) {
        PatientId id = new PatientId(patient);
        RecordRows.readings(
            owner,
            Status.FINAL,
            IntStream.range(0, READINGS).mapToObj(i -> glucose(id, i, random)).toList());
      }
      owner.createStatement().execute("vacuum analyze record.reading");
    }
  }

  private static Reading glucose(PatientId patient, int place, Random random) {
    Instant at = START.plusSeconds(300L * place);
    return new Reading(
        patient,
        Measure.INTERSTITIAL_GLUCOSE,
        at,
        SENSOR,
        place,
        0,
        at.plusMillis(1_500),
        Amounts.single(BigDecimal.valueOf(700 + random.nextInt(900), 1)),
        null,
        null,
        null,
        null,
        60,
        Set.of(),
        Set.of(),
        new Payload("gatt-2aa7", new byte[13]));
  }

  private static Pool pool(TestPostgres postgres, Vertx vertx) {
    return PgBuilder.pool()
        .connectingTo(
            new PgConnectOptions()
                .setHost(postgres.host())
                .setPort(postgres.port())
                .setDatabase(postgres.database())
                .setUser("trousse_record_reader")
                .setPassword(TestPostgres.PASSWORD)
                .setCachePreparedStatements(true))
        .with(new PoolOptions().setMaxSize(1))
        .using(vertx)
        .build();
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
