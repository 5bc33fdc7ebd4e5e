package org.trousse.consent.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.applications.Samples;
import org.trousse.consent.message.AppMessage.Kind;

final class MessageRulesTest {
  private static final Text REASON = new Text("essai", "test");
  private static final UUID FIRST = new UUID(1, 1);
  private static final UUID SECOND = new UUID(1, 2);

  @Test
  void each_message_is_shown_only_while_the_app_is_as_it_says() {
    assertThat(shown(Kind.SUSPENDED, AppStatus.SUSPENDED)).isTrue();
    assertThat(shown(Kind.SUSPENDED, AppStatus.ACTIVE)).isFalse();
    assertThat(shown(Kind.SUSPENDED, AppStatus.ENDED)).isFalse();
    assertThat(shown(Kind.RESTORED, AppStatus.ACTIVE)).isTrue();
    assertThat(shown(Kind.RESTORED, AppStatus.SUSPENDED)).isFalse();
    assertThat(shown(Kind.RESTORED, AppStatus.ENDED)).isFalse();
    assertThat(shown(Kind.ENDED, AppStatus.ENDED)).isTrue();
    assertThat(shown(Kind.ENDED, AppStatus.ACTIVE)).isFalse();
    assertThat(shown(Kind.ENDED, AppStatus.SUSPENDED)).isFalse();
  }

  @Test
  void who_stopped_the_app_hears_only_of_its_end() {
    Sent suspended = sent("m1", Kind.SUSPENDED, FIRST, false, false);
    Sent ended = sent("m2", Kind.ENDED, SECOND, false, false);

    assertThat(MessageRules.shown(List.of(suspended), apps(AppStatus.SUSPENDED))).isEmpty();
    assertThat(MessageRules.shown(List.of(ended), apps(AppStatus.ENDED)))
        .extracting(Told::about)
        .containsExactly("m2");
  }

  @Test
  void what_is_understood_is_shown_no_more() {
    Sent understood = sent("m1", Kind.SUSPENDED, FIRST, true, true);

    assertThat(MessageRules.shown(List.of(understood), apps(AppStatus.SUSPENDED))).isEmpty();
  }

  @Test
  void an_app_with_two_clients_is_spoken_of_once_by_its_name() {
    Sent web = sent("m1", Kind.SUSPENDED, FIRST, true, false);
    Sent device = sent("m1", Kind.SUSPENDED, SECOND, true, false);

    List<Told> shown = MessageRules.shown(List.of(web, device), apps(AppStatus.SUSPENDED));

    assertThat(shown)
        .containsExactly(
            new Told("m1", Kind.SUSPENDED, FIRST, "Carnet Démo", Instant.EPOCH, REASON));
  }

  private static boolean shown(Kind kind, AppStatus status) {
    return !MessageRules.shown(List.of(sent("m1", kind, FIRST, true, false)), apps(status))
        .isEmpty();
  }

  private static Sent sent(String about, Kind kind, UUID grant, boolean live, boolean understood) {
    return new Sent(about, kind, grant, Samples.CLIENT, live, Instant.EPOCH, REASON, understood);
  }

  private static Map<String, App> apps(AppStatus status) {
    return Map.of(Samples.CLIENT, Samples.app(status, 1, Samples.READ_GLUCOSE));
  }
}
