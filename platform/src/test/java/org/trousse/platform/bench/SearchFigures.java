package org.trousse.platform.bench;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trousse.consent.signin.SignInSettings;
import org.trousse.platform.Settings;
import org.trousse.platform.secret.SelfSignedCertificate;
import org.trousse.platform.serve.PlatformModule;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import picocli.CommandLine;

/// (c) 14 days of a patient's glucose, 4,032 readings, as a FHIR Bundle: ours out of PostgreSQL
/// against HAPI building and encoding the same; and ours once more over HTTP, token and all.
final class SearchFigures {
  private static final int READINGS = 4_032;
  private static final int BODY_BYTES_MAX = 16 << 20;
  private static final double GOAL = 5;
  private static final String TOKEN = "a-synthetic-token-of-the-benchmark";
  private static final PatientId PATIENT = new PatientId(0x101);
  private static final DeviceId SENSOR = new DeviceId("bench", "sensor");
  private static final Pattern HAPI = Pattern.compile("(?m)^HAPI.*?([0-9.]+) ms median");
  private static final Pattern OURS = Pattern.compile("(?m)^ours, Postgre.*?([0-9.]+) ms median");
  private static final String OBSERVATION = "\"resourceType\":\"Observation\"";

  private static final String FILL =
      """
      insert into record.device (key, tenant, name, label, specialisation)
      values (%1$d, 'bench', 'sensor', 'Synthetic sensor', 528409);
      insert into record.patient (id, given, family, birth_date, synthetic)
      values (%2$d, 'Synthetic', 'Search', date '1970-01-01', true);
      insert into record.reading (patient, reported_at, device, native_id, received_at,
        correction_s, measure, codec, zone_min, value, payload)
      select %2$d, at, %1$d, place, at + interval '1.5 s', 0, 2, 3, 60, 700 + place %% 900, '\\x00'
      from (select place, timestamptz '2026-11-01Z' + place * interval '5 min' as at
        from generate_series(0, %3$d - 1) as p (place)) r;
      """
          .formatted(SENSOR.key(), PATIENT.value(), READINGS);

  private SearchFigures() {}

  static void measure(ServedPlatform platform, Options options) throws IOException, SQLException {
    String said = storeAgainstHapi(options.runs());
    double hapi = median(HAPI, said);
    double ours = median(OURS, said);
    Report.line(
        "c",
        "HAPI, build and encode: %.1f ms; ours, PostgreSQL to bytes: %.1f ms"
            .formatted(hapi, ours));
    Report.ratio("c", "HAPI to ours", hapi / ours, GOAL);
    try (Connection owner = platform.connect()) {
      Machine.execute(owner, FILL);
      Machine.execute(owner, "vacuum analyze record.reading");
    }
    double http = overHttp(platform, options.runs());
    Report.line("c", "ours over HTTP with a token: %.1f ms".formatted(http));
    Report.line(
        "c", "HAPI, which is asked by nobody, to ours over HTTP: %.1f".formatted(hapi / http));
  }

  private static String storeAgainstHapi(int runs) throws IOException {
    return RecordBenchmark.run("org.trousse.record.fhir.SearchBenchmark", Integer.toString(runs));
  }

  private static double median(Pattern line, String said) {
    Matcher found = line.matcher(said);
    if (!found.find()) {
      throw new IllegalStateException("no figures in: " + said);
    }
    return Double.parseDouble(found.group(1));
  }

  /// `serve` gives nobody a token yet, so a second node of the platform runs in this process.
  private static double overHttp(ServedPlatform platform, int runs) throws IOException {
    int port = ServedPlatform.freePort();
    Settings settings =
        CommandLine.populateCommand(
            new Settings(),
            "--data=" + platform.data(),
            "--http-port=" + port,
            "--mqtt-port=" + ServedPlatform.freePort(),
            "--mqtt-tls-port=" + ServedPlatform.freePort(),
            "--operations-port=" + ServedPlatform.freePort());
    SelfSignedCertificate own =
        SelfSignedCertificate.in(platform.data(), Clock.systemUTC(), new SecureRandom());
    Vertx vertx = Vertx.vertx();
    PlatformModule node =
        PlatformModule.open(
                new PlatformModule.Ground(
                    vertx,
                    settings,
                    platform.database(),
                    platform.key(),
                    new PemKeyCertOptions()
                        .setKeyPath(own.key().toString())
                        .setCertPath(own.certificate().toString()),
                    true,
                    new SignInSettings(settings.publicUrl(), List.of(), true, null),
                    "{\"keys\":[]}",
                    Clock.systemUTC()))
            .await();
    node.readers().welcome(TOKEN, PATIENT);
    node.listen(List.of(), Map.of()).await();
    try {
      return median(port, runs);
    } finally {
      node.close().await();
      vertx.close().await();
    }
  }

  /// As many runs before the clock counts. The client is a lean one: it only reads.
  private static double median(int port, int runs) throws IOException {
    URL search =
        URI.create(
                ("http://127.0.0.1:%d/fhir/Observation?patient=%s&date=ge2026-11-01"
                        + "&date=lt2026-11-16&_sort=-date&_count=%d")
                    .formatted(port, PATIENT.text(), READINGS))
            .toURL();
    byte[] body = new byte[BODY_BYTES_MAX];
    check(new String(body, 0, get(search, body), StandardCharsets.UTF_8));
    long[] nanos = new long[runs];
    for (int run = -runs; run < runs; run++) {
      long start = System.nanoTime();
      int length = get(search, body);
      if (run >= 0 && length > READINGS) {
        nanos[run] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    return nanos[runs / 2] / 1e6;
  }

  /// The length of the answer's body; fails unless the status is 2xx.
  private static int get(URL url, byte[] body) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + TOKEN);
    try (InputStream in = connection.getInputStream()) {
      return in.readNBytes(body, 0, body.length);
    }
  }

  private static void check(String body) {
    int observations = body.split(Pattern.quote(OBSERVATION), -1).length - 1;
    if (observations != READINGS) {
      throw new IllegalStateException("an answer with " + observations + " Observations");
    }
  }
}
