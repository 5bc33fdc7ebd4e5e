package org.trousse.platform.apps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.record.subscribe.Reach;

final class EndpointRulesTest {
  private static final AppEntry APP =
      new AppEntry(
          "synthetic",
          "Synthetic Diary",
          "Synthetic Ltd",
          "SYN-0003",
          new Text("synthétique", "synthetic"),
          List.of("https://App.example/back", "com.example.app:/back", "http://127.0.0.1/back"),
          Set.of("https://web.example"),
          URI.create("https://keys.example/jwks.json"),
          null,
          "RS256",
          false,
          List.of(),
          List.of(),
          URI.create("https://policy.example/"),
          URI.create("https://logo.example/logo.png"));

  @ParameterizedTest
  @CsvSource({
    "https://app.example/hook, false, PUBLIC",
    "https://APP.EXAMPLE:8443/hook?a=b, false, PUBLIC",
    "https://web.example/hook, false, PUBLIC",
    "https://keys.example/hook, false, PUBLIC",
    "http://app.example/hook, false, NOWHERE",
    "http://app.example/hook, true, NOWHERE",
    "https://sub.app.example/hook, false, NOWHERE",
    "https://app.example.evil.example/hook, false, NOWHERE",
    "https://policy.example/hook, false, NOWHERE",
    "https://logo.example/hook, false, NOWHERE",
    "http://127.0.0.1:9000/hook, true, LOOPBACK",
    "http://127.0.0.1:9000/hook, false, NOWHERE",
    "http://localhost:9000/hook, true, NOWHERE",
    "https://10.0.0.1/hook, true, NOWHERE"
  })
  void an_app_may_be_told_where_the_catalogue_says_that_it_is(
      URI endpoint, boolean demo, Reach reach) {
    assertThat(EndpointRules.reach(APP, endpoint, demo)).isEqualTo(reach);
  }
}
