package org.trousse.referencing.page.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.referencing.page.officer.OfficerGround.REVIEWER;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.complaint.Complaint;

final class ReportsIT {
  private static final String PAGE = "/en/referencing/surveillance";

  private static OfficerGround ground;

  @BeforeAll
  static void open() {
    ground = new OfficerGround();
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  private static Complaint reported(String software, String words) {
    Complaint complaint =
        new Complaint(
            UUID.randomUUID(),
            software,
            "security",
            words,
            "visitor@example.org",
            Instant.parse("2026-03-02T10:00:00Z"));
    ground.complaints().add(complaint).await();
    return complaint;
  }

  private static String[] closing(Complaint complaint, String outcome) {
    return new String[] {"signalement", complaint.id().toString(), "suite", outcome};
  }

  @Test
  void a_report_that_comes_twice_is_one_and_counts_for_its_app() {
    Complaint once = reported("app-that-comes-twice", "It reads too much.");

    ground.complaints().add(once).await();

    assertThat(ground.complaints().counts(Set.of("app-that-comes-twice", "another")).await())
        .isEqualTo(Map.of("app-that-comes-twice", 1));
  }

  @Test
  void officers_read_it_and_close_it_with_what_came_of_it() {
    Complaint complaint = reported("app-to-close", "<b>It shouts</b>");
    assertThat(ground.get(REVIEWER, PAGE).body())
        .contains("&lt;b&gt;It shouts&lt;/b&gt;", "A vulnerability", "visitor@example.org")
        .doesNotContain("<b>It shouts");

    assertThat(ground.post(REVIEWER, PAGE, closing(complaint, "Mended in 2.1.")).statusCode())
        .isEqualTo(303);

    assertThat(ground.get(REVIEWER, PAGE).body()).doesNotContain("It shouts");
    assertThat(ground.post(REVIEWER, PAGE, closing(complaint, "Again.")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void nobody_closes_it_without_a_word() {
    Complaint complaint = reported("app-without-a-word", "It stops at night.");

    var refused = ground.post(REVIEWER, PAGE, closing(complaint, " "));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("Write what came of it", "It stops at night.");
  }
}
