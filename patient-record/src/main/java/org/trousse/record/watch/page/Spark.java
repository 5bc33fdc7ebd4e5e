package org.trousse.record.watch.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.watch.Situation.Trend;
import org.trousse.sdk.measure.Unit;

/// Fourteen days as a small drawing, and the same in words.
///
/// @param says what it shows
/// @param path of the line; days without a value break it
public record Spark(String says, String path, int lastX, int lastY) {
  public static final int WIDTH = 120;
  public static final int HEIGHT = 28;
  private static final int EDGE = 3;

  /// Empty when there is nothing to draw.
  static Optional<Spark> of(Trend trend, Reason reason, String text) {
    Unit unit = trend.unit();
    List<Double> known = trend.days().stream().filter(Objects::nonNull).toList();
    if (unit == null || known.isEmpty()) {
      return Optional.empty();
    }
    double least = known.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double most = known.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    String says =
        text.replace("{0}", reason.quantity(least, unit))
            .replace("{1}", reason.quantity(most, unit))
            .replace("{2}", reason.quantity(known.getLast(), unit));
    return Optional.of(drawn(trend.days(), least, most, says));
  }

  private static Spark drawn(List<@Nullable Double> days, double least, double most, String says) {
    StringBuilder path = new StringBuilder();
    int x = 0;
    int y = 0;
    boolean pen = false;
    List<@Nullable Double> all = new ArrayList<>(days);
    for (int place = 0; place < all.size(); place++) {
      Double value = all.get(place);
      if (value == null) {
        pen = false;
        continue;
      }
      x = EDGE + (WIDTH - 2 * EDGE) * place / Math.max(1, all.size() - 1);
      double part = most > least ? (value - least) / (most - least) : 0.5;
      y = HEIGHT - EDGE - (int) Math.round(part * (HEIGHT - 2 * EDGE));
      path.append(pen ? 'L' : 'M').append(x).append(' ').append(y);
      path.append(pen ? "" : "h1");
      pen = true;
    }
    return new Spark(says, path.toString(), x, y);
  }
}
