package org.trousse.record.search;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.fhir.ReadingIds;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.Position;
import org.trousse.record.reading.ReadingKey;
import org.trousse.record.reading.Search;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.terminology.FhirCodes;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Specimen;

/// A FHIR search for Observations, understood.
///
/// @param search with room for one reading more than a page holds: is there a next page?
/// @param count readings on a page
/// @param named for each code that was named, the kinds of reading that have it
/// @param understood the parameters that were followed, for the self link; without the cursor
public record SearchQuestion(
    Search search, int count, List<Set<Measure>> named, List<Entry<String, String>> understood) {
  public static final int COUNT_DEFAULT = 100;
  public static final int COUNT_MAX = Search.LIMIT_MAX - 1;

  /// Where the next page starts; ours, opaque to clients.
  static final String CURSOR = "_after";

  private static final String CATEGORY_SYSTEM =
      "http://terminology.hl7.org/CodeSystem/observation-category";

  /// What came of reading the parameters.
  public sealed interface Reading {}

  /// A question that can be put.
  public record Asked(SearchQuestion question) implements Reading {}

  /// A question that cannot.
  public record Wrong(Refusal refusal) implements Reading {}

  /// Every kind of reading, as `code` tells them apart.
  private record Kind(Measure measure, @Nullable Specimen specimen) {
    static final List<Kind> ALL = all();

    private static List<Kind> all() {
      List<Kind> all = new ArrayList<>();
      for (Measure measure : Measure.values()) {
        all.add(new Kind(measure, null));
      }
      for (Specimen specimen : Specimen.values()) {
        all.add(new Kind(Measure.BLOOD_GLUCOSE, specimen));
      }
      return List.copyOf(all);
    }

    /// A token: `code`, `system|code`, `system|` or `|code` (R4 search, 3.1.1.4.10). All our codes
    /// have a system.
    boolean has(String token) {
      int bar = token.indexOf('|');
      return FhirCodes.code(measure, specimen).stream()
          .anyMatch(coding ->
              bar < 0
                  ? coding.code().equals(token)
                  : coding.system().equals(token.substring(0, bar))
                      && (bar == token.length() - 1
                          || coding.code().equals(token.substring(bar + 1))));
    }
  }

  /// Reads parameters one after the other; the first that is wrong ends it.
  private static final class Reader {
    private final PatientId whose;
    private final boolean strict;
    private final FhirIds ids;
    private final List<Entry<String, String>> understood = new ArrayList<>();
    private Set<Kind> kinds = Set.copyOf(Kind.ALL);
    private DateRange dates = DateRange.ALL;
    private final List<Set<Measure>> named = new ArrayList<>();
    private boolean newestFirst = true;
    private int count = COUNT_DEFAULT;
    private @Nullable Position after;

    Reader(PatientId whose, boolean strict, FhirIds ids) {
      this.whose = whose;
      this.strict = strict;
      this.ids = ids;
    }

    Optional<Refusal> read(String name, String value) {
      Optional<Refusal> refusal =
          switch (name) {
            case "patient", "subject" -> patient(value);
            case "code" -> codes(value);
            case "category" -> category(value);
            case "date" -> date(value);
            case "_sort" -> sort(value);
            case "_count" -> count(value);
            case CURSOR -> cursor(value);
            case "_format", "_pretty" -> Optional.empty();
            default -> unknown(name);
          };
      if (refusal.isEmpty() && UNDERSTOOD.contains(name)) {
        understood.add(Map.entry(name, name.equals("_count") ? Integer.toString(count) : value));
      }
      return refusal;
    }

    private static final Set<String> UNDERSTOOD =
        Set.of("patient", "subject", "code", "category", "date", "_sort", "_count");

    private Optional<Refusal> patient(String value) {
      String id = value.startsWith("Patient/") ? value.substring("Patient/".length()) : value;
      return ids.patient(id).equals(Optional.of(whose))
          ? Optional.empty()
          : Optional.of(Refusal.NOT_YOURS);
    }

    private Optional<Refusal> codes(String value) {
      List<String> tokens = List.of(value.split(",", -1));
      tokens.forEach(this::name);
      kinds =
          kinds.stream()
              .filter(kind -> tokens.stream().anyMatch(kind::has))
              .collect(Collectors.toSet());
      return Optional.empty();
    }

    /// A code that nothing here has finds nothing, and names nothing.
    private void name(String token) {
      Set<Measure> measures = EnumSet.noneOf(Measure.class);
      Kind.ALL.stream()
          .filter(kind -> kind.has(token))
          .forEach(kind -> measures.add(kind.measure()));
      if (!token.endsWith("|") && !measures.isEmpty()) {
        named.add(measures);
      }
    }

    private Optional<Refusal> category(String value) {
      boolean vital =
          List.of(value.split(",", -1)).stream()
              .anyMatch(token ->
                  token.equals("vital-signs")
                      || token.equals(CATEGORY_SYSTEM + "|vital-signs")
                      || token.equals(CATEGORY_SYSTEM + "|"));
      kinds = vital ? kinds : Set.of();
      return Optional.empty();
    }

    private Optional<Refusal> date(String value) {
      Optional<DateRange> range = DateRange.parse(value);
      range.ifPresent(given -> dates = dates.and(given));
      return range.isPresent()
          ? Optional.empty()
          : Optional.of(
              Refusal.invalid(
                  "date : attendu eq, ge, gt, le ou lt puis AAAA, AAAA-MM, AAAA-MM-JJ ou"
                      + " AAAA-MM-JJThh:mm:ss+hh:mm, par exemple ge2026-11-01.",
                  "date: expected eq, ge, gt, le or lt, then YYYY, YYYY-MM, YYYY-MM-DD or"
                      + " YYYY-MM-DDThh:mm:ss+hh:mm, for instance ge2026-11-01."));
    }

    private Optional<Refusal> sort(String value) {
      newestFirst = value.equals("-date");
      return newestFirst || value.equals("date")
          ? Optional.empty()
          : Optional.of(
              Refusal.notSupported(
                  "_sort : date ou -date.", "_sort: date or -date are supported."));
    }

    private Optional<Refusal> count(String value) {
      if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) == 0) {
        return Optional.of(
            Refusal.invalid(
                "_count : un nombre de 1 à " + COUNT_MAX + ".",
                "_count: a number from 1 to " + COUNT_MAX + "."));
      }
      count = Math.min(Integer.parseInt(value), COUNT_MAX);
      return Optional.empty();
    }

    private Optional<Refusal> cursor(String value) {
      Optional<Position> position =
          position(value, ids.readings()).filter(at -> at.key().patient().equals(whose));
      after = position.orElse(null);
      return position.isPresent()
          ? Optional.empty()
          : Optional.of(
              Refusal.invalid(
                  "_after : suivez le lien « next » de la page précédente tel quel.",
                  "_after: follow the link \"next\" of the page before as it is."));
    }

    /// R4 search, 3.1.1.4.1: lenient unless the client prefers strict.
    private Optional<Refusal> unknown(String name) {
      return strict
          ? Optional.of(
              Refusal.notSupported("Paramètre inconnu : " + name, "Unknown parameter: " + name))
          : Optional.empty();
    }

    SearchQuestion question() {
      Set<Measure> measures = EnumSet.noneOf(Measure.class);
      Set<Integer> blood = new HashSet<>();
      for (Kind kind : kinds) {
        measures.add(kind.measure());
        if (kind.measure() == Measure.BLOOD_GLUCOSE) {
          blood.add(kind.specimen() == null ? 0 : kind.specimen().code());
        }
      }
      boolean anyBlood = blood.isEmpty() || blood.size() == Specimen.values().length + 1;
      Search search =
          new Search(
              whose,
              measures,
              anyBlood ? null : blood,
              dates.from(),
              dates.to(),
              newestFirst,
              count + 1,
              after);
      return new SearchQuestion(search, count, List.copyOf(named), List.copyOf(understood));
    }
  }

  /// The parameters of an address's question, from its `?` on.
  public static List<Entry<String, String>> parameters(String query) {
    List<Entry<String, String>> parameters = new ArrayList<>();
    for (String one : query.replaceFirst("^\\?", "").split("&", -1)) {
      int equals = one.indexOf('=');
      if (equals > 0) {
        parameters.add(
            Map.entry(decoded(one.substring(0, equals)), decoded(one.substring(equals + 1))));
      }
    }
    return parameters;
  }

  private static String decoded(String escaped) {
    try {
      return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return escaped;
    }
  }

  /// Reads a search's parameters.
  ///
  /// @param whose whose record may be searched; without `patient` it is this one
  /// @param strict whether an unknown parameter is an error
  public static Reading read(
      Iterable<Entry<String, String>> parameters, PatientId whose, boolean strict, FhirIds ids) {
    Reader reader = new Reader(whose, strict, ids);
    for (Entry<String, String> parameter : parameters) {
      Optional<Refusal> refusal = reader.read(parameter.getKey(), parameter.getValue());
      if (refusal.isPresent()) {
        return new Wrong(refusal.get());
      }
    }
    return new Asked(reader.question());
  }

  /// What goes on the page of what was found.
  public List<StoredReading> page(List<StoredReading> found) {
    return found.size() > count ? found.subList(0, count) : found;
  }

  /// The parameters of a page's address.
  ///
  /// @param last the last reading of the page before; null for this page's own address
  public String query(@Nullable Position last, ReadingIds ids) {
    List<Entry<String, String>> all = new ArrayList<>(understood);
    if (last != null) {
      all.add(Map.entry(CURSOR, cursor(last, ids)));
    }
    return all.stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String cursor(Position last, ReadingIds ids) {
    return Long.toString(ReadingIds.micros(last.effectiveAt()), Character.MAX_RADIX)
        + "~"
        + new String(ids.id(last.key()), StandardCharsets.US_ASCII);
  }

  private static Optional<Position> position(String cursor, ReadingIds ids) {
    int tilde = cursor.indexOf('~');
    if (tilde < 0) {
      return Optional.empty();
    }
    try {
      Instant effective =
          ReadingIds.instant(Long.parseLong(cursor.substring(0, tilde), Character.MAX_RADIX));
      Optional<ReadingKey> key = ids.key(cursor.substring(tilde + 1));
      boolean sane =
          DateRange.ALL.from().isBefore(effective) && effective.isBefore(DateRange.ALL.to());
      return sane ? key.map(of -> new Position(effective, of)) : Optional.empty();
    } catch (NumberFormatException | DateTimeException madeUp) {
      return Optional.empty();
    }
  }
}
