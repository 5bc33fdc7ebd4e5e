package org.trousse.record.rest.mes;

import static org.trousse.record.fhir.JsonBytes.quoted;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.aggregate.AggregateEncoder;
import org.trousse.record.aggregate.Issued;
import org.trousse.record.aggregate.Kind;
import org.trousse.record.aggregate.Window;
import org.trousse.record.door.Guest;
import org.trousse.record.mes.MesEncoder;
import org.trousse.record.mes.MesEncoder.Transaction;
import org.trousse.record.mes.MesRules;
import org.trousse.record.mes.MesRules.Eligible;
import org.trousse.record.mes.MesRules.NotEligible;
import org.trousse.record.mes.Reason;
import org.trousse.record.mes.Solution;
import org.trousse.record.mes.Taken;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.record.terminology.FhirCodes.Coding;
import org.trousse.sdk.measure.Measure;

/// The answer as R4 Parameters: `eligible` with its transaction, `not-eligible` with its reason.
final class MesJson {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

  private final Guest guest;
  private final MesEncoder encoder;
  private final Locale language;
  private final ZoneId zone;
  private final List<String> parameters = new ArrayList<>();
  private int eligible;
  private long notEligible;

  MesJson(Guest guest, Solution solution, Locale language, ZoneId zone) {
    this.guest = guest;
    this.encoder = new MesEncoder(solution);
    this.language = language;
    this.zone = zone;
  }

  void reading(StoredReading stored) {
    String place = "Observation/" + guest.encoder().id(stored.key());
    switch (MesRules.of(stored)) {
      case Eligible(List<Taken> as) ->
          as.forEach(one -> taken(place, one, encoder.reading(stored, one)));
      case NotEligible(Reason reason) -> {
        Measure measure = stored.reading().measure();
        Coding code = FhirCodes.code(measure, stored.reading().specimen()).getFirst();
        refused(part("reading", reference(place)), code, 1, reason);
      }
    }
  }

  /// One line for all: they come every few minutes.
  void sensor(long count) {
    if (count > 0) {
      Coding code = FhirCodes.code(Measure.INTERSTITIAL_GLUCOSE, null).getFirst();
      refused("", code, count, Reason.AVERAGES_ONLY);
    }
  }

  void average(Window window, List<Issued> issued) {
    Optional<Issued> found = issued.stream().filter(one -> one.window().equals(window)).findFirst();
    average(window, found, Kind.DAYS_MEAN, Taken.SENSOR_MEAN);
    average(window, found, Kind.DAYS_GMI, Taken.SENSOR_GMI);
  }

  private void average(Window window, Optional<Issued> found, Kind kind, Taken as) {
    Issued issued = found.filter(one -> one.numbers().has(kind)).orElse(null);
    String days = part("numberOfDays", "\"valueInteger\":" + window.days());
    if (issued == null) {
      refused(days, new Coding(FhirCodes.TAASIP, as.code(), null), 1, Reason.TOO_FEW_READINGS);
      return;
    }
    AggregateEncoder aggregates = new AggregateEncoder(guest.patient(), guest.ids(), zone);
    Double value = as == Taken.SENSOR_MEAN ? issued.numbers().mgPerDl() : issued.numbers().gmi();
    String end = SECONDS.format(window.to(zone).minusSeconds(1).atZone(zone));
    taken(
        "Observation/" + aggregates.id(kind, window),
        as,
        encoder.average(as, window.days(), end, rounded(value), issued.numbers().device()));
  }

  private static double rounded(@Nullable Double value) {
    if (value == null) {
      throw new IllegalStateException("what has no value is not issued");
    }
    return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_EVEN).doubleValue();
  }

  private void taken(String place, Taken as, Transaction transaction) {
    eligible++;
    List<String> parts = new ArrayList<>();
    parts.add(part("reading", reference(place)));
    parts.add(part("as", "\"valueCode\":" + quoted(as.code())));
    parts.add(part("profile", "\"valueUri\":" + quoted(as.profile())));
    transaction
        .missing()
        .forEach(one -> parts.add(part("missing", "\"valueCode\":" + quoted(one))));
    parts.add(part("transaction", "\"resource\":" + transaction.json()));
    parameters.add(parameter("eligible", parts));
  }

  private void refused(String first, Coding code, long count, Reason reason) {
    notEligible += count;
    List<String> parts = new ArrayList<>();
    if (!first.isEmpty()) {
      parts.add(first);
    }
    parts.add(
        part(
            "code",
            "\"valueCoding\":{\"system\":"
                + quoted(code.system())
                + ",\"code\":"
                + quoted(code.code())
                + "}"));
    parts.add(part("count", "\"valueInteger\":" + Math.min(count, Integer.MAX_VALUE)));
    parts.add(part("reason", "\"valueCode\":" + quoted(reason.word())));
    parts.add(part("explanation", "\"valueString\":" + quoted(reason.text(language))));
    parameters.add(parameter("not-eligible", parts));
  }

  private static String reference(String place) {
    return "\"valueReference\":{\"reference\":" + quoted(place) + "}";
  }

  private static String part(String name, String value) {
    return "{\"name\":" + quoted(name) + "," + value + "}";
  }

  private static String parameter(String name, List<String> parts) {
    return "{\"name\":" + quoted(name) + ",\"part\":[" + String.join(",", parts) + "]}";
  }

  String parameters() {
    List<String> all = new ArrayList<>();
    all.add(part("eligible-count", "\"valueInteger\":" + eligible));
    all.add(
        part("not-eligible-count", "\"valueInteger\":" + Math.min(notEligible, Integer.MAX_VALUE)));
    all.addAll(parameters);
    return "{\"resourceType\":\"Parameters\",\"language\":"
        + quoted(language.getLanguage())
        + ",\"parameter\":["
        + String.join(",", all)
        + "]}";
  }
}
