package org.trousse.record.statistics;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.pressure.Protocol;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.search.Asker;
import org.trousse.record.search.DateRange;

/// Reads the parameters of R4 Observation `$stats`. Where R4 demands a subject and a list of
/// statistics, here the token's own patient and all numbers are meant without them.
public final class StatsParameters {
  static final int LIMIT_MAX = 1_000;

  private static final int LIMIT_DEFAULT = 100;
  private static final int MANY = 100;
  private static final Set<String> OTHERS = Set.of("_format", "_pretty");

  private final Asker asker;
  private final List<String> codes = new ArrayList<>();
  private final List<String> statistics = new ArrayList<>();
  private String system = "";
  private Instant from = ReadingStore.EARLIEST;
  private @Nullable Instant to;
  private Protocol protocol = Protocol.FRANCE_2_2_3;
  private boolean include;
  private int limit = LIMIT_DEFAULT;

  /// What came of reading them.
  public sealed interface Read {}

  /// A question.
  public record Asked(StatsQuestion question) implements Read {}

  /// None, and why.
  public record Wrong(Refusal refusal) implements Read {}

  private StatsParameters(Asker asker) {
    this.asker = asker;
  }

  /// Reads them; the first that is wrong ends it.
  ///
  /// @param parameters by name; a Coding is `system|code`, a Period `start/end`
  public static Read read(List<Entry<String, String>> parameters, Asker asker) {
    StatsParameters all = new StatsParameters(asker);
    if (parameters.size() > MANY) {
      return new Wrong(wrong("trop de paramètres", "too many parameters"));
    }
    for (Entry<String, String> one : parameters) {
      Optional<Refusal> refusal = all.take(one.getKey(), one.getValue());
      if (refusal.isPresent()) {
        return new Wrong(refusal.get());
      }
    }
    return all.done();
  }

  private Optional<Refusal> take(String name, String value) {
    return switch (name) {
      case "subject", "patient" -> subject(value);
      case "code" -> {
        codes.addAll(List.of(value.split(",", -1)));
        yield Optional.empty();
      }
      case "coding" -> {
        codes.add(value);
        yield Optional.empty();
      }
      case "system" -> {
        system = value;
        yield Optional.empty();
      }
      case "statistic" -> {
        statistics.addAll(List.of(value.split(",", -1)));
        yield Optional.empty();
      }
      case "duration" -> duration(value);
      case "period" -> period(value);
      case "include" -> {
        include = value.equals("true");
        yield Set.of("true", "false").contains(value)
            ? Optional.empty()
            : Optional.of(wrong("include : true ou false", "include: true or false"));
      }
      case "limit" -> limit(value);
      case "protocol" -> protocol(value);
      default -> unknown(name);
    };
  }

  private Optional<Refusal> subject(String value) {
    String id = asker.id(value, "Patient");
    return asker.ids().patient(id).equals(Optional.of(asker.whose()))
        ? Optional.empty()
        : Optional.of(Refusal.NOT_YOURS);
  }

  /// Hours up to now.
  private Optional<Refusal> duration(String value) {
    if (!value.matches("[0-9]{1,6}(\\.[0-9]{1,6})?") || new BigDecimal(value).signum() == 0) {
      return Optional.of(
          wrong("duration : un nombre d'heures, par exemple 336", "duration: hours, such as 336"));
    }
    long seconds = new BigDecimal(value).multiply(BigDecimal.valueOf(3_600)).longValue();
    to = asker.now();
    from = asker.now().minus(Duration.ofSeconds(Math.max(1, seconds)));
    return Optional.empty();
  }

  /// R4 Period: both ends are in it, each for the whole of its precision.
  private Optional<Refusal> period(String value) {
    String[] ends = value.split("/", -1);
    Optional<DateRange> start = end(ends[0], "ge");
    Optional<DateRange> end = end(ends.length == 2 ? ends[1] : "?", "le");
    boolean named = ends.length == 2 && !value.equals("/");
    if (!named || start.isEmpty() || end.isEmpty()) {
      return Optional.of(
          wrong(
              "period : début/fin, par exemple 2026-11-01/2026-11-14",
              "period: start/end, such as 2026-11-01/2026-11-14"));
    }
    from = start.get().from();
    to = ends[1].isEmpty() ? null : end.get().to();
    return Optional.empty();
  }

  private static Optional<DateRange> end(String said, String prefix) {
    return said.isEmpty() ? Optional.of(DateRange.ALL) : DateRange.parse(prefix + said);
  }

  private Optional<Refusal> limit(String value) {
    boolean number = value.matches("[1-9][0-9]{0,5}") && Integer.parseInt(value) <= LIMIT_MAX;
    if (number) {
      limit = Integer.parseInt(value);
      return Optional.empty();
    }
    return Optional.of(
        wrong("limit : un nombre de 1 à " + LIMIT_MAX, "limit: a number from 1 to " + LIMIT_MAX));
  }

  private Optional<Refusal> protocol(String value) {
    Optional<Protocol> found = Protocol.of(value);
    found.ifPresent(one -> protocol = one);
    String known = Protocol.ALL.stream().map(Protocol::id).collect(Collectors.joining(", "));
    return found.isPresent()
        ? Optional.empty()
        : Optional.of(wrong("protocol : " + known, "protocol: " + known));
  }

  private Optional<Refusal> unknown(String name) {
    return asker.strict() && !OTHERS.contains(name)
        ? Optional.of(
            Refusal.notSupported("Paramètre inconnu : " + name, "Unknown parameter: " + name))
        : Optional.empty();
  }

  private Read done() {
    List<Target> targets = new ArrayList<>();
    for (String code : codes) {
      String token = code.indexOf('|') >= 0 || system.isEmpty() ? code : system + '|' + code;
      Optional<Target> target = Target.named(token);
      if (target.isEmpty()) {
        return new Wrong(noCode(code));
      }
      targets.add(target.get());
    }
    if (targets.isEmpty()) {
      return new Wrong(noCode(""));
    }
    Optional<String> not = statistics.stream().filter(Plain.NOT_COUNTED::contains).findFirst();
    if (not.isPresent()) {
      return new Wrong(
          Refusal.notSupported(
              "statistic : " + not.get() + " n'est pas calculé ici.",
              "statistic: " + not.get() + " is not computed here."));
    }
    Instant end = to == null ? asker.now().plusSeconds(1) : to;
    return new Asked(
        new StatsQuestion(
            targets.stream().distinct().toList(), statistics, from, end, protocol, include, limit));
  }

  private static Refusal noCode(String code) {
    String french = code.isEmpty() ? "attendu" : code + " n'est pas";
    String english = code.isEmpty() ? "expected" : code + " is not";
    return wrong(
        "code : " + french + " un de " + Target.codes(),
        "code: " + english + " one of " + Target.codes());
  }

  private static Refusal wrong(String french, String english) {
    return Refusal.invalid(french + ".", english + ".");
  }
}
