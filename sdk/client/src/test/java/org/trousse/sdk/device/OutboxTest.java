package org.trousse.sdk.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.trousse.sdk.reading.Payload;

final class OutboxTest {
  private final Outbox outbox = new Outbox(5);

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

    Optional<Outbox.Message> done = outbox.acknowledged(first.number());

    assertThat(done).contains(first);
    assertThat(sendAll(2)).containsExactly("c");
    assertThat(outbox.acknowledged(first.number())).isEmpty();
  }

  @Test
  void a_new_connection_greets_and_sends_the_unacknowledged_again_in_order() {
    add("a", "b", "c", "d");
    Outbox.Message first = outbox.next(3).orElseThrow();
    sendAll(3);
    outbox.acknowledged(first.number());

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

    Optional<Outbox.Message> beyond = outbox.add(payload("f"), null);

    assertThat(beyond).isEmpty();
    outbox.acknowledged(first.number());
    assertThat(outbox.add(payload("f"), null)).isPresent();
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
      assertThat(outbox.add(payload(codec), null)).isPresent();
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
