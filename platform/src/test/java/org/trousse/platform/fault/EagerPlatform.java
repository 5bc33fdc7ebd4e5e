package org.trousse.platform.fault;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Arrays;
import org.trousse.gateway.GatewayModule.Appends;
import org.trousse.sdk.reading.Outcome;

/// A broken platform: it acknowledges a reading at once and writes it a moment later. Takes the
/// platform's own command line.
final class EagerPlatform {
  private static final int LATER_MILLIS = 300;

  private EagerPlatform() {}

  public static void main(String[] arguments) throws InterruptedException {
    Wiring wiring =
        Wiring.open(
            Path.of(option(arguments, "--data")),
            Integer.parseInt(option(arguments, "--mqtt-port")),
            EagerPlatform::eager);
    wiring.listen();
    Thread.currentThread().join();
  }

  private static Appends eager(Appends record) {
    Vertx vertx = Vertx.currentContext().owner();
    return reading -> {
      vertx.setTimer(LATER_MILLIS, later -> record.append(reading));
      return Future.succeededFuture(Outcome.ACCEPTED);
    };
  }

  private static String option(String[] arguments, String name) {
    return Arrays.stream(arguments)
        .filter(word -> word.startsWith(name + "="))
        .map(word -> word.substring(name.length() + 1))
        .findFirst()
        .orElseThrow();
  }
}
