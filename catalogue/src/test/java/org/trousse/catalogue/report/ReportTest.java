package org.trousse.catalogue.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private static final String PAGE = "/fr/catalogue/synthetic/signaler";

  /// A clock that a test moves.
  private static final class Moved extends Clock {
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final Moved clock = new Moved();

  @Test
  void one_address_reports_five_times_an_hour() {
    ReportRate rate = new ReportRate(clock);

    for (int count = 0; count < ReportRate.OF_ONE_MAX; count++) {
      assertThat(rate.take("192.0.2.1")).isTrue();
    }

    assertThat(rate.take("192.0.2.1")).isFalse();
    assertThat(rate.take("192.0.2.2")).isTrue();
    clock.now = clock.now.plus(ReportRate.WINDOW);
    assertThat(rate.take("192.0.2.1")).isTrue();
  }

  @Test
  void all_addresses_together_report_three_hundred_times_an_hour() {
    ReportRate rate = new ReportRate(clock);

    for (int count = 0; count < ReportRate.OF_ALL_MAX; count++) {
      assertThat(rate.take("192.0.2." + count)).isTrue();
    }

    assertThat(rate.take("198.51.100.1")).isFalse();
  }

  @Test
  void a_form_holds_for_its_page_and_two_hours() {
    FormToken forms = new FormToken(new SecretKeySpec(new byte[32], "AES"), clock);
    FormToken others =
        new FormToken(
            new SecretKeySpec("another key".getBytes(StandardCharsets.UTF_8), "AES"), clock);
    String token = forms.make(PAGE);

    assertThat(forms.holds(token, PAGE)).isTrue();
    assertThat(forms.holds(token, PAGE + "x")).isFalse();
    assertThat(forms.holds(others.make(PAGE), PAGE)).isFalse();
    assertThat(forms.holds("", PAGE)).isFalse();
    assertThat(forms.holds("9".repeat(13) + ".x", PAGE)).isFalse();
    clock.now = clock.now.plus(FormToken.LIFE).minusSeconds(1);
    assertThat(forms.holds(token, PAGE)).isTrue();
    clock.now = clock.now.plus(Duration.ofSeconds(1));
    assertThat(forms.holds(token, PAGE)).isFalse();
  }

  @Test
  void a_report_has_two_thousand_characters_and_not_one_more() {
    assertThat(report("x".repeat(Report.WORDS_MAX)).words()).hasSize(2_000);
    assertThatThrownBy(() -> report("x".repeat(Report.WORDS_MAX + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> report(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  private Report report(String words) {
    return new Report(UUID.randomUUID(), null, Report.About.OTHER, words, null, clock.instant());
  }
}
