package org.trousse.sdk.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.backlog.Backlog;
import org.trousse.sdk.backlog.FileBacklog;

/// A publisher with a backlog in a file, at a broker that a test plays. All readings are invented.
final class DurablePublisherTest {
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final List<String> answered = new CopyOnWriteArrayList<>();

  @TempDir private Path directory;

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void what_one_program_could_not_deliver_the_next_one_does_in_order() throws Exception {
    List<CompletableFuture<PublishResult>> all = new ArrayList<>();
    try (PlayedBroker silent = new PlayedBroker(payload -> PlayedBroker.SILENT);
        FileBacklog backlog = FileBacklog.open(directory);
        DevicePublisher first = publisher(silent, backlog)) {
      first.connect().get(20, TimeUnit.SECONDS);
      all.addAll(List.of(publish(first, "a"), publish(first, "b"), publish(first, "c")));
      until(() -> silent.published().equals(List.of("a", "b", "c")));
    }
    assertThat(all)
        .hasSize(3)
        .allSatisfy(each -> assertThat(each.get()).isEqualTo(new PublishResult.Closed()));

    try (PlayedBroker broker = new PlayedBroker(payload -> payload.equals("b") ? 0x99 : 0);
        FileBacklog backlog = FileBacklog.open(directory);
        DevicePublisher second = publisher(broker, backlog)) {
      second.connect().get(20, TimeUnit.SECONDS);
      PublishResult last = publish(second, "d").get(20, TimeUnit.SECONDS);

      assertThat(last).isEqualTo(new PublishResult.Acknowledged(0));
      until(() -> answered.size() == 4);
      assertThat(broker.published()).containsExactly("a", "b", "c", "d");
      assertThat(answered).containsExactly("1: 0", "2: 153", "3: 0", "4: 0");
      assertThat(second.pending()).isZero();
    }

    try (FileBacklog backlog = FileBacklog.open(directory)) {
      assertThat(backlog.unsettled()).isEmpty();
      assertThat(backlog.deadLetters())
          .extracting(Backlog.DeadLetter::reason)
          .containsExactly("PUBACK 0x99");
    }
  }

  @Test
  void is_on_the_disk_when_publish_returns() throws IOException {
    try (PlayedBroker broker = new PlayedBroker(payload -> 0);
        FileBacklog backlog = FileBacklog.open(directory);
        DevicePublisher publisher = publisher(broker, backlog)) {
      CompletableFuture<PublishResult> result = publish(publisher, "a");

      assertThat(result).isNotDone();
      assertThat(backlog.unsettled()).hasSize(1);
      assertThat(publisher.pending()).isEqualTo(1);
    }
  }

  private DevicePublisher publisher(PlayedBroker broker, Backlog backlog) {
    DeviceId device = new DeviceId("demo", "cuff-1");
    return new DevicePublisher(
        DeviceAccess.plain("127.0.0.1", broker.port(), device, "synthetic"),
        DevicePublisher.Limits.USUAL,
        new DevicePublisher.Listener() {
          @Override
          public void answered(long number, PublishResult.Acknowledged answer) {
            answered.add(number + ": " + answer.reasonCode());
          }
        },
        executor,
        new Random(1),
        backlog);
  }

  private static CompletableFuture<PublishResult> publish(DevicePublisher publisher, String text) {
    return publisher.publish("json1", text.getBytes(StandardCharsets.UTF_8), null);
  }

  private static void until(BooleanSupplier there) throws InterruptedException {
    for (int turn = 0; turn < 2_000 && !there.getAsBoolean(); turn++) {
      Thread.sleep(10);
    }
    assertThat(there.getAsBoolean()).isTrue();
  }
}
