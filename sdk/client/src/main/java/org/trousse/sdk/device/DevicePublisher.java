package org.trousse.sdk.device;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.backlog.Backlog;
import org.trousse.sdk.backlog.MemoryBacklog;
import org.trousse.sdk.reading.Payload;

/// A device that publishes its readings over MQTT 5 and keeps each until the gateway has it.
///
/// QoS 1, a session that outlives the connection, manual acks, a bounded number of messages in
/// flight and kept (in memory, or in a file that survives a kill), and its own reconnecting with
/// growing waits. After a lost connection whatever was not acknowledged is sent again, in order;
/// the gateway knows a reading by what the device said, so a second copy does no harm. Safe to use
/// from several threads.
public final class DevicePublisher implements AutoCloseable {
  private final DeviceAccess access;
  private final Limits limits;
  private final Listener listener;
  private final ScheduledExecutorService executor;
  private final RandomGenerator chance;

  private final Object lock = new Object();
  private final Outbox outbox;
  private final CompletableFuture<Boolean> firstConnection = new CompletableFuture<>();
  private @Nullable MqttLine line;
  private boolean up;
  private boolean started;
  private boolean closed;
  private int inFlightMax;
  private int failures;

  /// A publisher at rest that keeps [Limits#keptMax] messages in memory; [#connect] starts it.
  ///
  /// @param executor runs all of the publisher's own work; closed by whoever made it, after this
  /// @param chance for the jitter of the waits
  public DevicePublisher(
      DeviceAccess access,
      Limits limits,
      Listener listener,
      ScheduledExecutorService executor,
      RandomGenerator chance) {
    this(access, limits, listener, executor, chance, new MemoryBacklog(limits.keptMax()));
  }

  /// A publisher at rest; [#connect] starts it, with what the backlog holds from before.
  ///
  /// @param executor runs all of the publisher's own work; closed by whoever made it, after this
  /// @param chance for the jitter of the waits
  /// @param backlog this device's own, e.g. an [org.trousse.sdk.backlog.FileBacklog]; it bounds
  ///   what is kept, and is closed by whoever opened it, after this
  public DevicePublisher(
      DeviceAccess access,
      Limits limits,
      Listener listener,
      ScheduledExecutorService executor,
      RandomGenerator chance,
      Backlog backlog) {
    this.access = access;
    this.limits = limits;
    this.listener = listener;
    this.executor = executor;
    this.chance = chance;
    this.outbox = new Outbox(backlog);
  }

  /// What a publisher may use.
  ///
  /// @param inFlightMax unacknowledged messages on the wire; the gateway's Receive Maximum may
  ///   lower it
  /// @param keptMax messages kept in memory, sent and waiting
  /// @param sessionExpiry how long the gateway keeps the session without a connection
  /// @param connectTimeout for a whole attempt, from the socket to the subscription
  public record Limits(
      int inFlightMax,
      int keptMax,
      Duration sessionExpiry,
      Duration keepAlive,
      Duration connectTimeout,
      Backoff backoff) {
    public static final Limits USUAL =
        new Limits(
            16,
            1_000,
            Duration.ofDays(7),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Backoff.USUAL);

    public Limits {
      if (inFlightMax < 1 || keptMax < inFlightMax) {
        throw new IllegalArgumentException("at least one in flight, and at least those kept");
      }
    }
  }

  /// What a device does about its connection. Called on the publisher's executor.
  public interface Listener {
    /// What to say first on every connection, e.g. the [ClockStatement].
    default List<Payload> greetings() {
      return List.of();
    }

    default void connected(boolean sessionPresent) {}

    /// The line is over; the publisher tries again by itself.
    ///
    /// @param reasonCode the gateway's, null when the line broke without one
    default void disconnected(@Nullable Integer reasonCode, String why) {}

    /// The gateway answered a publication, be it of this program or of the one before.
    ///
    /// @param number the publication's in the backlog
    default void answered(long number, PublishResult.Acknowledged answer) {}

    /// What became of each record of a publication.
    default void outcome(DownAck ack) {}
  }

  /// Begins connecting, and goes on until [#close]. The future completes at the first connection,
  /// with whether the gateway still had the session.
  public CompletableFuture<Boolean> connect() {
    synchronized (lock) {
      if (!started && !closed) {
        started = true;
        later(this::attempt);
      }
    }
    return firstConnection.copy();
  }

  /// Sends `bytes` when the line allows, as often as it takes. With a backlog in a file it is on
  /// the disk when this returns, unless the future is complete by then.
  ///
  /// @param codec the topic's last level, e.g. `gatt-2a18`
  /// @param correlationId the record's id where its format has none, so that a second copy is known
  /// @return completes with the gateway's answer; never fails
  public CompletableFuture<PublishResult> publish(
      String codec, byte[] bytes, @Nullable String correlationId) {
    CompletableFuture<PublishResult> result;
    synchronized (lock) {
      if (closed) {
        return CompletableFuture.completedFuture(new PublishResult.Closed());
      }
      result = outbox.add(new Payload(codec, bytes), correlationId);
    }
    if (!result.isDone()) {
      later(this::pump);
    }
    return result;
  }

  /// How many messages are not acknowledged yet.
  public int pending() {
    synchronized (lock) {
      return outbox.size();
    }
  }

  /// Says goodbye and stops; what is still unanswered completes as [PublishResult.Closed]. Waits a
  /// moment for the line to end.
  @Override
  public void close() {
    MqttLine last;
    List<Outbox.Message> unanswered;
    synchronized (lock) {
      closed = true;
      up = false;
      last = line;
      line = null;
      unanswered = outbox.drain();
    }
    if (last != null) {
      last.close(true);
    }
    unanswered.forEach(message -> message.result().complete(new PublishResult.Closed()));
  }

  private void attempt() {
    synchronized (lock) {
      if (closed || line != null) {
        return;
      }
      try {
        MqttLine next = new MqttLine(access, handedOver());
        line = next;
        next.open(limits);
        after(limits.connectTimeout(), () -> giveUp(next));
      } catch (MqttException failed) {
        line = null;
        again();
      }
    }
  }

  /// A gateway may take the socket and then say nothing.
  private void giveUp(MqttLine attempted) {
    boolean silent;
    synchronized (lock) {
      silent = line == attempted && !up;
    }
    if (silent) {
      onDown(attempted, new MqttLine.Lost(null, "no answer in time"));
    }
  }

  private void onUp(MqttLine from, boolean sessionPresent, int receiveMax) {
    List<Payload> greetings = listener.greetings();
    synchronized (lock) {
      if (line != from) {
        return;
      }
      up = true;
      failures = 0;
      inFlightMax = Math.max(1, Math.min(limits.inFlightMax(), receiveMax));
      outbox.restart(greetings);
    }
    firstConnection.complete(sessionPresent);
    listener.connected(sessionPresent);
    pump();
  }

  private void onDown(MqttLine from, MqttLine.Lost why) {
    synchronized (lock) {
      if (line != from) {
        return;
      }
      line = null;
      up = false;
      again();
    }
    from.close(false);
    listener.disconnected(why.reasonCode(), why.text());
  }

  /// Sends what may be sent now.
  private void pump() {
    synchronized (lock) {
      MqttLine current = line;
      if (current == null || !up) {
        return;
      }
      Optional<Outbox.Message> next = outbox.next(inFlightMax);
      try {
        while (next.isPresent()) {
          current.publish(next.get());
          next = outbox.next(inFlightMax);
        }
      } catch (MqttException failed) {
        String why = String.valueOf(failed.getMessage());
        later(() -> onDown(current, new MqttLine.Lost(null, why)));
      }
    }
  }

  private void onAcknowledged(MqttLine from, long number, int reasonCode) {
    Optional<Outbox.Message> done;
    synchronized (lock) {
      done = line == from ? outbox.answered(number, reasonCode) : Optional.empty();
    }
    done.ifPresent(message -> tell(message, new PublishResult.Acknowledged(reasonCode)));
    pump();
  }

  private void tell(Outbox.Message message, PublishResult.Acknowledged answer) {
    message.result().complete(answer);
    if (!message.greeting()) {
      listener.answered(message.number(), answer);
    }
  }

  private void onSaid(MqttLine from, MqttMessage message) {
    try {
      DownAck.parse(message.getPayload()).ifPresent(listener::outcome);
      from.confirm(message);
    } catch (MqttException failed) {
      onDown(from, new MqttLine.Lost(null, String.valueOf(failed.getMessage())));
    }
  }

  /// Paho's threads only hand over.
  private MqttLine.Events handedOver() {
    return new MqttLine.Events() {
      @Override
      public void up(MqttLine from, boolean sessionPresent, int receiveMax) {
        later(() -> onUp(from, sessionPresent, receiveMax));
      }

      @Override
      public void down(MqttLine from, MqttLine.Lost why) {
        later(() -> onDown(from, why));
      }

      @Override
      public void acknowledged(MqttLine from, long number, int reasonCode) {
        later(() -> onAcknowledged(from, number, reasonCode));
      }

      @Override
      public void said(MqttLine from, MqttMessage message) {
        later(() -> onSaid(from, message));
      }
    };
  }

  private void again() {
    failures++;
    after(limits.backoff().delay(failures, chance.nextDouble()), this::attempt);
  }

  private void later(Runnable work) {
    after(Duration.ZERO, work);
  }

  private void after(Duration wait, Runnable work) {
    try {
      var unused = executor.schedule(work, wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException shutDown) {
      // the executor's owner stopped it: nothing is left to do
    }
  }
}
