package org.trousse.examples;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.device.ClockStatement;
import org.trousse.sdk.device.DeviceAccess;
import org.trousse.sdk.device.DevicePublisher;
import org.trousse.sdk.device.DownAck;
import org.trousse.sdk.device.GattWriter;
import org.trousse.sdk.device.PublishResult;
import org.trousse.sdk.measure.Unit;
import org.trousse.sdk.reading.Payload;

/// A blood-pressure cuff that takes one measurement: connects, says what its clock shows, publishes
/// one Blood Pressure Measurement (0x2A35) and prints what became of it.
public final class BloodPressureCuff {
  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
  private static final int PATIENCE_S = 30;

  /// Which of the gateway's answers is the measurement's, and not the clock's.
  private static final String MEASUREMENT = UUID.randomUUID().toString();

  private static final String USAGE =
      "usage: BloodPressureCuff HOST PORT TENANT DEVICE PASSWORD [SYSTOLIC DIASTOLIC PULSE]";

  private BloodPressureCuff() {}

  /// Exits with 0 when the gateway took the measurement, 1 when it did not, 2 when it was not asked
  /// properly.
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 5 && arguments.length != 8) {
      System.err.println(USAGE);
      System.exit(2);
    }
    DeviceAccess access =
        DeviceAccess.plain(
            arguments[0],
            Integer.parseInt(arguments[1]),
            new DeviceId(arguments[2], arguments[3]),
            arguments[4]);
    byte[] frame =
        arguments.length == 8
            ? measurement(arguments[5], arguments[6], arguments[7])
            : measurement("128", "82", "71");
    System.exit(publish(access, frame) ? 0 : 1);
  }

  /// What the cuff writes: the measurement with its own clock's time.
  private static byte[] measurement(String systolic, String diastolic, String pulse) {
    return GattWriter.pressure(
        new GattWriter.Pressure(
            new BigDecimal(systolic),
            new BigDecimal(diastolic),
            null,
            Unit.MM_HG,
            LocalDateTime.now(ZONE),
            new BigDecimal(pulse),
            null,
            Set.of()));
  }

  private static boolean publish(DeviceAccess access, byte[] frame) throws InterruptedException {
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    CompletableFuture<DownAck> outcome = new CompletableFuture<>();
    try (DevicePublisher cuff =
        new DevicePublisher(
            access,
            DevicePublisher.Limits.USUAL,
            listener(outcome),
            executor,
            ThreadLocalRandom.current())) {
      cuff.connect().get(PATIENCE_S, TimeUnit.SECONDS);
      PublishResult result =
          cuff.publish("gatt-2a35", frame, MEASUREMENT).get(PATIENCE_S, TimeUnit.SECONDS);
      System.out.println("PUBACK: " + result);
      DownAck ack = outcome.get(PATIENCE_S, TimeUnit.SECONDS);
      ack.records()
          .forEach(record ->
              System.out.println(
                  "record "
                      + record.index()
                      + ": "
                      + record.outcome().word()
                      + " "
                      + record.flags()));
      return result instanceof PublishResult.Acknowledged answer && answer.taken();
    } catch (TimeoutException | ExecutionException failed) {
      System.err.println("no answer within " + PATIENCE_S + " seconds");
      return false;
    } finally {
      executor.shutdownNow();
    }
  }

  private static DevicePublisher.Listener listener(CompletableFuture<DownAck> outcome) {
    return new DevicePublisher.Listener() {
      @Override
      public List<Payload> greetings() {
        return List.of(ClockStatement.exact(Instant.now(), ZONE).payload());
      }

      @Override
      public void connected(boolean sessionPresent) {
        System.out.println(
            "connected; the gateway " + (sessionPresent ? "knew" : "began") + " the session");
      }

      @Override
      public void disconnected(@Nullable Integer reasonCode, String why) {
        System.err.println("not connected: " + why + (reasonCode == null ? "" : hex(reasonCode)));
      }

      @Override
      public void outcome(DownAck ack) {
        if (MEASUREMENT.equals(ack.correlation())) {
          outcome.complete(ack);
        }
      }
    };
  }

  private static String hex(int reasonCode) {
    return " (reason code 0x" + Integer.toHexString(reasonCode) + ")";
  }
}
