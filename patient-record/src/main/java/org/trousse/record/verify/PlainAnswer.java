package org.trousse.record.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trousse.record.csv.Sample;
import org.trousse.record.csv.Understanding.Samples;
import org.trousse.record.pressure.PressureNumbers;
import org.trousse.record.pressure.PressureReading;
import org.trousse.record.pressure.Protocol;
import org.trousse.record.pressure.Series;
import org.trousse.record.verify.SeriesKind.Derived;
import org.trousse.record.weight.WeightNumbers;
import org.trousse.record.weight.WeightPlan;
import org.trousse.record.weight.WeightReading;

/// The numbers of blood pressure and of weight, whose records are named as we publish them.
final class PlainAnswer {
  private PlainAnswer() {}

  static Derived pressure(Samples samples, Question question) {
    List<Sample> window = window(samples, question.days());
    List<PressureReading> readings =
        window.stream()
            .map(sample -> PressureReading.of(sample.at(), sample.value(0), sample.value(1)))
            .toList();
    Protocol protocol = Protocol.of(String.valueOf(question.protocol())).orElseThrow();
    return answer(
        PressureNumbers.of(readings, Series.of(protocol, question.zone())),
        samples,
        window,
        question);
  }

  static Derived weight(Samples samples, Question question) {
    List<Sample> window = window(samples, question.days());
    List<WeightReading> readings =
        window.stream().map(sample -> WeightReading.of(sample.at(), sample.value(0))).toList();
    return answer(
        WeightNumbers.of(readings, WeightPlan.of(question.zone())), samples, window, question);
  }

  /// The last days up to the last reading, `(last − days, last]`.
  private static List<Sample> window(Samples samples, @Nullable Integer days) {
    List<Sample> all = samples.samples();
    if (days == null || all.isEmpty()) {
      return all;
    }
    Instant last = all.stream().map(Sample::at).max(Comparator.naturalOrder()).orElseThrow();
    Instant after = last.minus(Duration.ofDays(days));
    return all.stream().filter(sample -> sample.at().isAfter(after)).toList();
  }

  private static Derived answer(
      Record numbers, Samples samples, List<Sample> window, Question question) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("unit", question.unit());
    answer.putAll(AnswerJson.fields(numbers));
    Map<String, @Nullable Object> left = new LinkedHashMap<>();
    left.put("blank", samples.blank());
    left.put("notANumber", samples.notANumber());
    left.put("outsideWindow", samples.samples().size() - window.size());
    answer.put("leftOut", left);
    return new Derived(answer, null);
  }
}
