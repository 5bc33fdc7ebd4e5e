package org.trousse.record.glucose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Thirty virtual patients of simglucose (MIT), whose percentages its authors published. Runs where
/// the data lie beside the repository.
final class SimglucoseTest {
  private static final Offset<Double> EXACT = within(1e-9);

  private static Path folder() {
    Path here = Path.of("").toAbsolutePath();
    while (here != null && !Files.isDirectory(here.resolve("shared/data/simglucose"))) {
      here = here.getParent();
    }
    assumeThat(here).as("shared/data/simglucose").isNotNull();
    return Objects.requireNonNull(here).resolve("shared/data/simglucose");
  }

  @Test
  void all_150_published_percentages_are_ours() throws IOException {
    Path folder = folder();
    int checked = 0;
    for (String line : Files.readAllLines(folder.resolve("performance_stats.csv"))) {
      if (!line.startsWith(",")) {
        String[] cells = line.split(",", -1);
        agrees(series(folder.resolve(cells[0].replace('#', '-') + ".csv")), cells);
        checked += 5;
      }
    }
    assertThat(checked).isEqualTo(150);
  }

  private static void agrees(GlucoseSeries series, String[] published) {
    Bands bands = GlucoseNumbers.of(series).bands();
    List<Double> ours = new ArrayList<>();
    ours.add(bands.inRange());
    ours.add(bands.above());
    ours.add(bands.below());
    ours.add(bands.veryHigh());
    ours.add(series.percentBelow(50));
    for (int place = 0; place < ours.size(); place++) {
      assertThat(ours.get(place))
          .as(published[0] + " " + place)
          .isCloseTo(Double.parseDouble(published[place + 1]), EXACT);
    }
  }

  @Test
  void two_patients_have_the_means_that_were_recomputed_for_them() throws IOException {
    GlucoseNumbers adult = GlucoseNumbers.of(series(folder().resolve("adult-001.csv")));
    GlucoseNumbers child = GlucoseNumbers.of(series(folder().resolve("child-010.csv")));

    assertThat(adult.levels().mean()).isCloseTo(144.9009, within(5e-5));
    assertThat(adult.levels().gmi()).isCloseTo(6.7760, within(5e-5));
    assertThat(adult.levels().cv()).isCloseTo(37.3715, within(5e-5));
    assertThat(child.bands().veryLow()).isCloseTo(100 * 72 / 481.0, EXACT);
    assertThat(child.levels().gmi()).isCloseTo(7.1717, within(5e-5));
    assertThat(child.levels().cv()).isCloseTo(71.9977, within(5e-5));
    assertThat(child.coverage().interval()).isEqualTo(3);
  }

  private static GlucoseSeries series(Path file) throws IOException {
    List<GlucoseReading> readings = new ArrayList<>();
    for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
      String[] cells = line.split(",", -1);
      LocalDateTime local = LocalDateTime.parse(cells[0].replace(' ', 'T'));
      readings.add(
          new GlucoseReading(local.toInstant(ZoneOffset.UTC), Double.parseDouble(cells[1])));
    }
    return GlucoseSeries.of(readings, GlucoseUnit.MG_PER_DL, ZoneOffset.UTC);
  }
}
