package org.trousse.platform.demo.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void a_file_gets_a_line_for_each_quarter() {
    ProgressBar bar = new ProgressBar(out, false, "Filling 14 days");

    for (int done = 0; done <= 1_000; done++) {
      bar.show(done, 1_000);
    }

    assertThat(written().lines())
        .containsExactly(
            "Filling 14 days 0 %",
            "Filling 14 days 25 %",
            "Filling 14 days 50 %",
            "Filling 14 days 75 %",
            "Filling 14 days 100 %");
  }

  @Test
  void a_terminal_gets_one_line_that_grows() {
    ProgressBar bar = new ProgressBar(out, true, "Filling 14 days");

    bar.show(0, 2_000);
    bar.show(1_000, 2_000);
    bar.show(1_001, 2_000);
    bar.show(2_000, 2_000);

    assertThat(written())
        .isEqualTo(
            "\rFilling 14 days ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░   0 %  0 of 2,000"
                + "\rFilling 14 days ████████████████░░░░░░░░░░░░░░░░  50 %  1,000 of 2,000"
                + "\rFilling 14 days ████████████████████████████████ 100 %  2,000 of 2,000\n");
  }

  @Test
  void no_work_is_all_done() {
    new ProgressBar(out, false, "Filling 14 days").show(0, 0);

    assertThat(written()).isEqualTo("Filling 14 days 100 %\n");
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
