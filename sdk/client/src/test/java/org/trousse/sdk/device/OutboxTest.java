package org.trousse.sdk.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.sdk.backlog.Backlog;
import org.trousse.sdk.backlog.FileBacklog;
import org.trousse.sdk.backlog.MemoryBacklog;
import org.trousse.sdk.reading.Payload;

final class OutboxTest {
  private final Outbox outbox = new Outbox(new MemoryBacklog(5));

  @Test
  void no_more_are_in_flight_than_allowed() {
    add("a", "b", "c");

    List<String> sent = sendAll(2);

    assertThat(sent).containsExactly("a", "b");
    assertThat(outbox.next(2)).isEmpty();
  }

  @Test
  void an_acknowledgement_makes_room_for_the_next() {
    add("a", "b", "c");
    Outbox.Message first = outbox.next(2).orElseThrow();
    sendAll(2);

    Optional<Outbox.Message> done = outbox.answered(first.number(), 0);

    assertThat(done).contains(first);
    assertThat(sendAll(2)).containsExactly("c");
    assertThat(outbox.answered(first.number(), 0)).isEmpty();
  }

  @Test
  void a_new_connection_greets_and_sends_the_unacknowledged_again_in_order() {
    add("a", "b", "c", "d");
    Outbox.Message first = outbox.next(3).orElseThrow();
    sendAll(3);
    outbox.answered(first.number(), 0);

    outbox.restart(List.of(payload("clock")));

    assertThat(sendAll(10)).containsExactly("clock", "b", "c", "d");
  }

  @Test
  void a_greeting_is_not_sent_again_on_the_next_connection() {
    add("a");
    outbox.restart(List.of(payload("clock-1")));
    sendAll(10);

    outbox.restart(List.of(payload("clock-2")));

    assertThat(sendAll(10)).containsExactly("clock-2", "a");
  }

  @Test
  void a_full_outbox_takes_no_more_until_one_is_acknowledged() {
    add("a", "b", "c", "d", "e");
    Outbox.Message first = outbox.next(5).orElseThrow();

    var beyond = outbox.add(payload("f"), null);

    assertThat(beyond).isCompletedWithValue(new PublishResult.Full());
    outbox.answered(first.number(), 0);
    assertThat(outbox.add(payload("f"), null)).isNotDone();
  }

  @Test
  void what_the_last_program_left_goes_out_first() {
    Backlog backlog = new MemoryBacklog(5);
    backlog.keep(payload("a"), "id-a");
    backlog.keep(payload("b"), null);
    Outbox next = new Outbox(backlog);
    next.restart(List.of(payload("clock")));
    var unused = next.add(payload("c"), null);

    List<String> sent = new ArrayList<>();
    Optional<Outbox.Message> message = next.next(10);
    while (message.isPresent()) {
      sent.add(message.get().payload().codec() + " " + message.get().correlation());
      message = next.next(10);
    }

    assertThat(sent).containsExactly("clock null", "a id-a", "b null", "c null");
  }

  @Test
  void only_what_was_answered_leaves_the_backlog_and_refusals_become_dead_letters(
      @TempDir Path directory) throws IOException {
    try (FileBacklog backlog = FileBacklog.open(directory)) {
      Outbox outbox = new Outbox(backlog);
      List<CompletableFuture<PublishResult>> all =
          List.of(
              outbox.add(payload("a"), null),
              outbox.add(payload("b"), null),
              outbox.add(payload("c"), null));
      assertThat(all).allSatisfy(each -> assertThat(each).isNotDone());
      long first = outbox.next(3).orElseThrow().number();
      long second = outbox.next(3).orElseThrow().number();
      outbox.answered(first, 0);
      outbox.answered(second, 0x99);
      outbox.drain();
    }

    try (FileBacklog backlog = FileBacklog.open(directory)) {
      assertThat(backlog.unsettled())
          .extracting(entry -> entry.payload().codec())
          .containsExactly("c");
      assertThat(backlog.deadLetters())
          .extracting(letter -> letter.entry().payload().codec() + ": " + letter.reason())
          .containsExactly("b: PUBACK 0x99");
    }
  }

  @Test
  void what_no_disk_keeps_is_said_at_once(@TempDir Path directory) throws IOException {
    FileBacklog closed = FileBacklog.open(directory);
    closed.close();

    var answer = new Outbox(closed).add(payload("a"), null);

    assertThat(answer).isCompletedWithValue(new PublishResult.NotKept("closed"));
  }

  @Test
  void draining_leaves_nothing() {
    add("a", "b");
    sendAll(1);

    List<Outbox.Message> all = outbox.drain();

    assertThat(all).extracting(message -> message.payload().codec()).containsExactly("a", "b");
    assertThat(outbox.size()).isZero();
  }

  private void add(String... codecs) {
    for (String codec : codecs) {
      assertThat(outbox.add(payload(codec), null)).isNotDone();
    }
  }

  private List<String> sendAll(int inFlightMax) {
    List<String> sent = new ArrayList<>();
    Optional<Outbox.Message> next = outbox.next(inFlightMax);
    while (next.isPresent()) {
      sent.add(next.get().payload().codec());
      next = outbox.next(inFlightMax);
    }
    return sent;
  }

  private static Payload payload(String codec) {
    return new Payload(codec, new byte[] {1});
  }
}
