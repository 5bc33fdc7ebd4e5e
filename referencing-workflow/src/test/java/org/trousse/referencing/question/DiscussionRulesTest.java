package org.trousse.referencing.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.referencing.question.DiscussionRules.Outcome;
import org.trousse.referencing.question.DiscussionRules.Wish;
import org.trousse.referencing.question.Message.Act;
import org.trousse.referencing.question.Message.Side;
import org.trousse.referencing.text.Text;

final class DiscussionRulesTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final UUID SOMEBODY = new UUID(0, 1);
  private static final Discussion NONE =
      Discussion.none(new UUID(0, 2), new UUID(0, 3), "GOV-01", NOW);

  /// A thread in a few letters: A asks, B asks and stops the clock, o an officer says, v the vendor
  /// says, c closes, r reopens.
  private static Discussion after(String letters) {
    Discussion now = NONE;
    for (int i = 0; i < letters.length(); i++) {
      Wish wish = wish(letters.charAt(i));
      now = ((Outcome.Added) DiscussionRules.decide(now, wish, NOW)).discussion();
    }
    return now;
  }

  private static Wish wish(char letter) {
    Side side = letter == 'v' ? Side.VENDOR : Side.OFFICER;
    Act act =
        switch (letter) {
          case 'A', 'B' -> Act.ASK;
          case 'c' -> Act.CLOSE;
          case 'r' -> Act.REOPEN;
          default -> Act.SAY;
        };
    return new Wish(side, SOMEBODY, act, act == Act.CLOSE ? "" : "words", letter == 'B');
  }

  private static Text refusal(Discussion now, Wish wish) {
    return ((Outcome.Refused) DiscussionRules.decide(now, wish, NOW)).why();
  }

  @ParameterizedTest
  @CsvSource({
    "A, true, VENDOR, false",
    "B, true, VENDOR, true",
    "Av, true, OFFICER, false",
    "Bv, true, OFFICER, false",
    "Bo, true, VENDOR, true",
    "BA, true, VENDOR, true",
    "Bc, false, NOBODY, false",
    "v, true, OFFICER, false",
    "vo, true, NOBODY, false",
    "vB, true, VENDOR, true",
    "Bvo, true, NOBODY, false",
    "Bcr, true, NOBODY, false",
    "Bcv, true, OFFICER, false",
    "BcB, true, VENDOR, true",
  })
  void stands_as_its_messages_say(String letters, boolean open, Turn turn, boolean waits) {
    Discussion stands = after(letters);

    assertThat(stands.open()).isEqualTo(open);
    assertThat(stands.turn()).isEqualTo(turn);
    assertThat(stands.waits()).isEqualTo(waits);
    assertThat(stands.messages()).isEqualTo(letters.length());
  }

  @ParameterizedTest
  @EnumSource(
      value = Act.class,
      names = {"ASK", "CLOSE", "REOPEN"})
  void a_vendor_only_says(Act act) {
    assertThat(refusal(after("A"), new Wish(Side.VENDOR, SOMEBODY, act, "words", false)))
        .isEqualTo(DiscussionRules.OFFICERS_ONLY);
  }

  @Test
  void only_a_question_stops_the_clock() {
    assertThat(refusal(after("A"), new Wish(Side.OFFICER, SOMEBODY, Act.SAY, "words", true)))
        .isEqualTo(DiscussionRules.NO_CLOCK);
  }

  @Test
  void a_message_has_1_to_5000_characters() {
    Wish most = new Wish(Side.VENDOR, SOMEBODY, Act.SAY, "x".repeat(5_000), false);
    Wish more = new Wish(Side.VENDOR, SOMEBODY, Act.SAY, "x".repeat(5_001), false);
    Wish none = new Wish(Side.VENDOR, SOMEBODY, Act.SAY, " \n ", false);

    assertThat(DiscussionRules.decide(NONE, most, NOW)).isInstanceOf(Outcome.Added.class);
    assertThat(refusal(NONE, more)).isEqualTo(DiscussionRules.WORDS);
    assertThat(refusal(NONE, none)).isEqualTo(DiscussionRules.WORDS);
  }

  @Test
  void what_is_closed_or_open_is_not_so_twice() {
    assertThat(refusal(after("Ac"), wish('c'))).isEqualTo(DiscussionRules.CLOSED);
    assertThat(refusal(NONE, wish('c'))).isEqualTo(DiscussionRules.CLOSED);
    assertThat(refusal(after("A"), wish('r'))).isEqualTo(DiscussionRules.OPEN);
    assertThat(refusal(NONE, wish('r'))).isEqualTo(DiscussionRules.CLOSED);
  }

  @Test
  void a_thread_takes_199_messages_and_its_end() {
    Discussion almost = after("v".repeat(199));

    assertThat(refusal(almost, wish('v'))).isEqualTo(DiscussionRules.FULL);
    assertThat(DiscussionRules.decide(almost, wish('c'), NOW)).isInstanceOf(Outcome.Added.class);
    assertThat(refusal(after("v".repeat(199) + "c"), wish('v'))).isEqualTo(DiscussionRules.FULL);
  }
}
