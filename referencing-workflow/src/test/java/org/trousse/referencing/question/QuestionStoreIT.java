package org.trousse.referencing.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.door.DossierFacts;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.PeopleGround;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.StoreCalls;
import org.trousse.referencing.member.Who.OfficerWho;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.Answer.NotAllowed;
import org.trousse.referencing.member.register.Answer.Unknown;
import org.trousse.referencing.question.DiscussionRules.Wish;
import org.trousse.referencing.question.Message.Act;
import org.trousse.referencing.question.Message.Side;
import org.trousse.referencing.question.QuestionStore.Mark;
import org.trousse.referencing.question.QuestionStore.Place;

final class QuestionStoreIT {
  private static final OfficerWho OFFICER =
      new OfficerWho(UUID.randomUUID(), Officer.Role.REVIEWER, false, Set.of());

  private static PeopleGround ground;
  private static List<Written> heard;
  private static QuestionStore store;
  private static QuestionLane lane;

  @BeforeAll
  static void open() {
    ground = new PeopleGround();
    heard = new ArrayList<>();
    store =
        new QuestionStore(
            ground.pool(),
            (tx, written) -> {
              heard.add(written);
              return Future.succeededFuture();
            },
            ground.clock());
    lane = new QuestionLane(store);
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  private static DossierFacts dossier() {
    return new DossierFacts(
        UUID.randomUUID(), ground.organisation(), true, Set.of("GOV-01", "GOV-02"));
  }

  private static Vendor vendor(DossierFacts dossier) {
    return PeopleGround.vendor(dossier.organisation(), UUID.randomUUID(), Role.EDITOR);
  }

  private static <T> T given(Future<Answer<T>> answer) {
    return ((Given<T>) answer.await()).value();
  }

  @Test
  void a_question_stops_the_clock_until_its_answer() {
    DossierFacts dossier = dossier();

    Written asked = given(lane.ask(OFFICER, dossier, "GOV-01", "Which register?", true));
    Written answered = given(lane.say(vendor(dossier), dossier, "GOV-01", "This one."));

    assertThat(asked.stopsClock()).isTrue();
    assertThat(asked.startsClock()).isFalse();
    assertThat(answered.stopsClock()).isFalse();
    assertThat(answered.startsClock()).isTrue();
    assertThat(heard).contains(asked, answered);
  }

  @Test
  void the_clock_stands_still_while_one_of_two_questions_waits() {
    DossierFacts dossier = dossier();
    Vendor vendor = vendor(dossier);
    given(lane.ask(OFFICER, dossier, "GOV-01", "One?", true));

    Written second = given(lane.ask(OFFICER, dossier, "GOV-02", "Two?", true));
    Written first = given(lane.say(vendor, dossier, "GOV-01", "One."));
    Written closed = given(lane.close(OFFICER, dossier, "GOV-02", ""));

    assertThat(second.stopsClock()).isFalse();
    assertThat(first.startsClock()).isFalse();
    assertThat(closed.startsClock()).isTrue();
  }

  @Test
  void a_message_that_the_workflow_cannot_hear_is_not_written() {
    DossierFacts dossier = dossier();
    QuestionStore deaf =
        new QuestionStore(
            ground.pool(), (tx, written) -> Future.failedFuture("deaf"), ground.clock());

    boolean failed =
        new QuestionLane(deaf)
            .ask(OFFICER, dossier, "GOV-01", "Lost?", true)
            .transform(done -> Future.succeededFuture(done.failed()))
            .await();

    assertThat(failed).isTrue();
    assertThat(given(lane.threads(OFFICER, dossier))).isEmpty();
  }

  @Test
  void messages_that_come_at_once_all_stand_in_one_order() {
    DossierFacts dossier = dossier();
    List<Future<Answer<Written>>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(lane.say(vendor(dossier), dossier, "GOV-01", "words " + i));
    }
    Future.all(all).await();

    List<Message> messages = given(lane.messages(OFFICER, dossier, "GOV-01"));

    assertThat(messages).extracting(Message::number).containsExactlyElementsOf(numbers(20));
    assertThat(messages).extracting(Message::words).doesNotHaveDuplicates();
  }

  private static List<Integer> numbers(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void each_person_has_read_so_far_and_never_less() {
    DossierFacts dossier = dossier();
    Vendor vendor = vendor(dossier);
    given(lane.ask(OFFICER, dossier, "GOV-01", "One?", false));
    given(lane.ask(OFFICER, dossier, "GOV-01", "Two?", false));

    given(lane.read(vendor, dossier, "GOV-01", 2));
    given(lane.read(vendor, dossier, "GOV-01", 1));

    assertThat(given(lane.marks(vendor, dossier))).containsExactly(new Mark("GOV-01", 2, 2));
    assertThat(given(lane.marks(vendor(dossier), dossier)))
        .containsExactly(new Mark("GOV-01", 0, 2));
    assertThat(given(lane.marks(OFFICER, dossier))).containsExactly(new Mark("GOV-01", 2, 2));
    assertThat(lane.read(vendor, dossier, "GOV-01", 3).await()).isInstanceOf(Unknown.class);
  }

  @Test
  void who_may_not_write_or_ask_is_told_so() {
    DossierFacts dossier = dossier();
    Vendor reader = PeopleGround.vendor(dossier.organisation(), UUID.randomUUID(), Role.READER);
    OfficerWho interested =
        new OfficerWho(UUID.randomUUID(), Officer.Role.LEAD, false, Set.of(dossier.organisation()));

    assertThat(lane.say(reader, dossier, "GOV-01", "x").await()).isInstanceOf(NotAllowed.class);
    assertThat(lane.ask(vendor(dossier), dossier, "GOV-01", "x", true).await())
        .isInstanceOf(NotAllowed.class);
    assertThat(lane.threads(interested, dossier).await()).isInstanceOf(NotAllowed.class);
    assertThat(lane.say(vendor(dossier), dossier, "XXX-01", "x").await())
        .isInstanceOf(Unknown.class);
  }

  @Test
  void messages_are_neither_changed_nor_deleted() {
    for (String sql :
        List.of("update referencing.message set words = 'x'", "delete from referencing.message")) {
      assertThat(
              ground
                  .pool()
                  .query(sql)
                  .execute()
                  .transform(done -> Future.succeededFuture(done.failed()))
                  .await())
          .as(sql)
          .isTrue();
    }
  }

  @Test
  void no_call_reaches_another_organisations_rows() {
    DossierFacts own = dossier();
    given(lane.ask(OFFICER, own, "GOV-01", "own words", true));
    UUID stranger = ground.organisation();
    UUID account = UUID.randomUUID();
    Place place = new Place(stranger, own.dossier(), "GOV-01");
    Wish wish = new Wish(Side.VENDOR, account, Act.SAY, "x", false);
    Map<String, Supplier<Object>> calls = new LinkedHashMap<>();
    calls.put("QuestionStore.of", () -> store.of(stranger, own.dossier()).await());
    calls.put("QuestionStore.find", () -> store.find(stranger, own.dossier(), "GOV-01").await());
    calls.put(
        "QuestionStore.messages", () -> store.messages(stranger, own.dossier(), "GOV-01").await());
    calls.put("QuestionStore.marks", () -> store.marks(stranger, own.dossier(), account).await());
    calls.put("QuestionStore.read", () -> store.read(place, account, 1).await());
    calls.put(
        "QuestionStore.add",
        () ->
            store
                .add(place, wish)
                .transform(done -> Future.succeededFuture(done.failed() ? "failed" : "added"))
                .await());

    Map<String, String> answers = new LinkedHashMap<>();
    calls.forEach((call, run) -> answers.put(call, String.valueOf(run.get())));

    assertThat(answers)
        .containsEntry("QuestionStore.of", "[]")
        .containsEntry("QuestionStore.find", "Optional.empty")
        .containsEntry("QuestionStore.messages", "[]")
        .containsEntry("QuestionStore.marks", "[]")
        .containsEntry("QuestionStore.read", "false")
        .containsEntry("QuestionStore.add", "failed");
    assertThat(given(lane.messages(OFFICER, own, "GOV-01"))).hasSize(1);
    assertThat(answers.keySet()).containsAll(StoreCalls.of(QuestionStore.class));
  }
}
