package org.trousse.record.page.weight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.derived.Display;
import org.trousse.record.page.MeasurePage;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Asked;
import org.trousse.record.page.series.Figures;
import org.trousse.record.page.series.Opened;
import org.trousse.record.page.weight.WeightView.Asks;
import org.trousse.record.page.weight.WeightView.Whose;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.Sample;
import org.trousse.record.revise.Act;
import org.trousse.record.revise.Acted;
import org.trousse.record.revise.ErrorReason;
import org.trousse.record.weight.Rejected;

/// Which weights the patient is asked about, and what they answered. Pure.
public final class WeightWhose {
  /// What was just done; the first: nothing.
  static final List<String> DONE = List.of("", "moi", "pas-moi", "annule", "rien");

  private static final int ASKED_MAX = 20;

  private WeightWhose() {}

  static Whose of(List<Rejected> rejected, Opened opened) {
    String done = opened.asked().text(Asked.DONE);
    Words words = opened.words();
    return new Whose(
        done.isEmpty() ? "" : words.text("whose.done." + done),
        action(words),
        opened.beside().csrf(),
        asked(rejected, opened),
        answered(opened));
  }

  /// Where answers are sent.
  public static String action(Words words) {
    return MeasurePage.WEIGHT.address(words) + "/reponse";
  }

  private static List<Asks> asked(List<Rejected> rejected, Opened opened) {
    return rejected.reversed().stream()
        .limit(ASKED_MAX)
        .map(one ->
            new Asks(
                sample(one, opened).map(WeightWhose::key).orElse(""),
                rejected(one, opened),
                name(one.reading().at(), one.reading().kilograms(), opened),
                ""))
        .toList();
  }

  /// The impossible is nobody's: it is not asked about.
  private static Optional<Sample> sample(Rejected one, Opened opened) {
    Instant at = one.reading().at();
    Double kilograms = one.reading().kilograms();
    return opened.samples().stream()
        .filter(sample -> one.why() == Rejected.Why.FAR_FROM_MEDIAN && !sample.inError())
        .filter(sample -> sample.at().equals(at) && kilograms.equals(sample.value()))
        .findFirst();
  }

  private static String rejected(Rejected rejected, Opened opened) {
    Figures figures = opened.figures();
    Double median = rejected.median();
    return opened
        .words()
        .text(
            "weight.rejected." + rejected.why().word(),
            figures.moment(rejected.reading().at()),
            figures.number(rejected.reading().kilograms(), Display.WEIGHT),
            median == null ? "" : figures.number(median, Display.WEIGHT));
  }

  /// What the patient, or who acts for them, answered last, as long as it stands.
  private static List<Asks> answered(Opened opened) {
    Map<ReadingKey, Acted> last = new HashMap<>();
    for (Acted act : opened.beside().acts()) {
      last.merge(act.key(), act, (one, other) -> one.number() > other.number() ? one : other);
    }
    List<Sample> samples = new ArrayList<>(opened.samples());
    samples.sort(Comparator.comparing(Sample::at).reversed());
    return samples.stream()
        .map(sample -> answered(sample, last, opened))
        .flatMap(Optional::stream)
        .limit(ASKED_MAX)
        .toList();
  }

  private static Optional<Asks> answered(
      Sample sample, Map<ReadingKey, Acted> last, Opened opened) {
    Sample.Weighing weighing = sample.weighing();
    Acted act = weighing == null ? null : last.get(weighing.key());
    Double kilograms = sample.value();
    if (weighing == null || act == null || kilograms == null || !isTheirs(act)) {
      return Optional.empty();
    }
    String answer = answer(act, sample.inError(), weighing.confirmed());
    return answer == null
        ? Optional.empty()
        : Optional.of(
            new Asks(
                key(sample),
                opened
                    .words()
                    .text(
                        "whose.line",
                        opened.figures().moment(sample.at()),
                        opened.figures().number(kilograms, Display.WEIGHT)),
                name(sample.at(), kilograms, opened),
                opened.words().text(answer)));
  }

  private static boolean isTheirs(Acted act) {
    return act.author().profession() == null && act.author().clientId() == null;
  }

  private static @Nullable String answer(Acted act, boolean inError, boolean confirmed) {
    if (act.act() == Act.VALIDATED && confirmed && !inError) {
      return "whose.answer.moi";
    }
    boolean other = act.act() == Act.ENTERED_IN_ERROR && act.reason() == ErrorReason.OTHER_PERSON;
    return other && inError ? "whose.answer.pas-moi" : null;
  }

  private static String name(Instant at, double kilograms, Opened opened) {
    Figures figures = opened.figures();
    return opened
        .words()
        .text("whose.name", figures.moment(at), figures.number(kilograms, Display.WEIGHT));
  }

  private static String key(Sample sample) {
    Sample.Weighing weighing = sample.weighing();
    return weighing == null ? "" : weighing.key().sent();
  }
}
