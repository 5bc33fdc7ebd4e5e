package org.trousse.catalogue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.trousse.catalogue.listing.Listing;

/// `-Dbench=catalogue`: the page of the catalogue with 1,000 apps at 50 requests a second, filters
/// included. It reports and asserts nothing about time. Latency counts from the instant at which a
/// request was due, so that a queue cannot hide.
@EnabledIfSystemProperty(named = "bench", matches = "catalogue")
final class CatalogueBenchmark {
  private static final int APPS = 1_000;
  private static final int PER_SECOND = 50;
  private static final int WARM_SECONDS = 10;
  private static final int SECONDS = Integer.getInteger("bench.seconds", 30);

  private static final List<String> PATHS =
      List.of(
          "/fr/catalogue",
          "/en/catalogue",
          "/fr/catalogue?need=glucose",
          "/fr/catalogue?need=glucose&price=free&language=fr",
          "/en/catalogue?sort=date&page=12",
          "/fr/catalogue?reads=body-weight&platform=ios&medical=yes");

  @Test
  void the_page_of_a_thousand_apps_at_fifty_requests_a_second() throws Exception {
    try (Ground ground = new Ground()) {
      CatalogueModule module = ground.open();
      for (Listing listing : SyntheticListings.make(APPS, 1)) {
        module.publish(listing).await();
      }
      module.close();
      CatalogueModule served = ground.open();
      ground.serve(served);
      run(ground.port(), WARM_SECONDS);

      Duration before = cpu();
      double[] millis = run(ground.port(), SECONDS);
      Duration spent = cpu().minus(before);

      served.close();
      report(millis, spent);
    }
  }

  private static double[] run(int port, int seconds) throws Exception {
    int count = PER_SECOND * seconds;
    List<CompletableFuture<Double>> answers = new ArrayList<>(count);
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      long start = System.nanoTime();
      for (int number = 0; number < count; number++) {
        long due = start + TimeUnit.SECONDS.toNanos(1) * number / PER_SECOND;
        LockSupport.parkNanos(due - System.nanoTime());
        String path = PATHS.get(number % PATHS.size());
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        answers.add(
            client
                .sendAsync(
                    HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(answer -> {
                  if (answer.statusCode() != 200 || answer.body().length < 5_000) {
                    throw new IllegalStateException("answered " + answer.statusCode());
                  }
                  return (System.nanoTime() - due) / 1e6;
                }));
      }
      double[] millis = new double[count];
      for (int number = 0; number < count; number++) {
        millis[number] = answers.get(number).get(60, TimeUnit.SECONDS);
      }
      return millis;
    }
  }

  /// Of this whole process, the client included: it says less of how busy the machine is.
  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  private static void report(double[] millis, Duration spent) {
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "catalogue page, %d apps, %d requests/s for %d s: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms,"
            + " max %.1f ms; CPU of client and server %.1f ms a request%n",
        APPS,
        PER_SECOND,
        SECONDS,
        at(millis, 0.5),
        at(millis, 0.9),
        at(millis, 0.99),
        millis[millis.length - 1],
        spent.toMillis() / (double) millis.length);
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
  }
}
