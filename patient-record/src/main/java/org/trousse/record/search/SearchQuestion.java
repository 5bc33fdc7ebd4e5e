package org.trousse.record.search;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.record.fhir.ReadingIds;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.reading.Position;
import org.trousse.record.reading.Search;
import org.trousse.record.reading.StoredReading;
import org.trousse.sdk.measure.Measure;

/// A FHIR search for Observations, understood.
///
/// @param search with room for one reading more than a page holds: is there a next page?
/// @param named for each code that was named, the kinds of reading that have it
/// @param understood the parameters that were followed, for the self link; without the cursor
/// @param ignored what was left out, as the client wrote it
public record SearchQuestion(
    Search search,
    Shape shape,
    List<Set<Measure>> named,
    List<Entry<String, String>> understood,
    List<String> ignored) {
  public static final int COUNT_DEFAULT = 100;
  public static final int COUNT_MAX = Search.LIMIT_MAX - 1;

  /// Parameters of a question, values of a parameter.
  static final int MANY = 100;

  /// Parameters that an answer names as left out.
  static final int IGNORED_MAX = 20;

  /// What the answer looks like.
  ///
  /// @param count readings on a page; 0: none, the total alone
  /// @param total whether it says how many there are in all
  /// @param devices whether the devices that readings name come along
  /// @param max readings of a code, for `$lastn`
  /// @param types of resources, for `$everything`; empty: all
  public record Shape(int count, boolean total, boolean devices, int max, Set<String> types) {
    public boolean hasTotal() {
      return total || count == 0;
    }

    public boolean wants(String type) {
      return types.isEmpty() || types.contains(type);
    }
  }

  /// What came of reading the parameters.
  public sealed interface Reading {}

  /// A question that can be put.
  public record Asked(SearchQuestion question) implements Reading {}

  /// A question that cannot.
  public record Wrong(Refusal refusal) implements Reading {}

  /// A way to ask, and what it understands.
  public static final class Way {
    public static final Way SEARCH =
        new Way(
            ReadingParameters.PATIENT,
            ReadingParameters.SUBJECT,
            ReadingParameters.CODE,
            ReadingParameters.CATEGORY,
            ReadingParameters.DATE,
            ReadingParameters.STATUS,
            ReadingParameters.DEVICE,
            ReadingParameters.ID,
            ReadingParameters.LAST_UPDATED,
            ResultParameters.SORT,
            ResultParameters.COUNT,
            ResultParameters.TOTAL,
            ResultParameters.SUMMARY,
            ResultParameters.INCLUDE,
            ResultParameters.AFTER,
            ResultParameters.FORMAT,
            ResultParameters.PRETTY);

    /// R4 Observation, operation lastn.
    public static final Way LASTN =
        new Way(
            ReadingParameters.PATIENT,
            ReadingParameters.SUBJECT,
            ReadingParameters.CODE,
            ReadingParameters.CATEGORY,
            ReadingParameters.DATE,
            ReadingParameters.STATUS,
            ReadingParameters.DEVICE,
            ResultParameters.MAX,
            ResultParameters.INCLUDE,
            ResultParameters.FORMAT,
            ResultParameters.PRETTY);

    /// R4 Patient, operation everything.
    public static final Way EVERYTHING =
        new Way(
            ReadingParameters.START,
            ReadingParameters.END,
            ReadingParameters.SINCE,
            ResultParameters.TYPE,
            ResultParameters.COUNT,
            ResultParameters.AFTER,
            ResultParameters.FORMAT,
            ResultParameters.PRETTY);

    /// Filters of a Subscription: what a reading that comes says of itself.
    public static final Way SUBSCRIPTION =
        new Way(
            ReadingParameters.PATIENT,
            ReadingParameters.SUBJECT,
            ReadingParameters.CODE,
            ReadingParameters.CATEGORY);

    private final List<Parameter> known;

    private Way(Parameter... known) {
      this.known = List.of(known);
    }

    @Nullable Parameter of(String name) {
      for (Parameter one : known) {
        if (one.name().equals(name)) {
          return one;
        }
      }
      return null;
    }
  }

  /// Reads a question's parameters; the first that is wrong ends it.
  public static Reading read(Way way, List<Entry<String, String>> parameters, Asker asker) {
    if (parameters.size() > MANY) {
      return new Wrong(TOO_MANY);
    }
    Asking asking = new Asking(asker);
    for (Entry<String, String> parameter : parameters) {
      Optional<Refusal> refusal = read(way, asking, parameter.getKey(), parameter.getValue());
      if (refusal.isPresent()) {
        return new Wrong(refusal.get());
      }
    }
    return asking.done();
  }

  private static final Refusal TOO_MANY =
      new Refusal(
          400,
          "too-costly",
          "Trop de paramètres ou de valeurs : " + MANY + " au plus.",
          "Too many parameters or values: at most " + MANY + ".");

  private static Optional<Refusal> read(Way way, Asking asking, String said, String value) {
    int colon = said.indexOf(':');
    String modifier = colon < 0 ? "" : said.substring(colon + 1);
    Parameter known = way.of(colon < 0 ? said : said.substring(0, colon));
    if (known == null || value.isEmpty()) {
      return asking.leaveOut(said);
    }
    // R4 search, modifiers: what a modifier asks cannot be left out
    if (colon >= 0 && !known.modifiers().contains(modifier)) {
      return Optional.of(
          Refusal.notSupported("Modificateur inconnu : " + said, "Unknown modifier: " + said));
    }
    if (value.chars().filter(one -> one == ',').count() >= MANY) {
      return Optional.of(TOO_MANY);
    }
    Optional<Refusal> refusal = known.reads().read(asking, modifier, value);
    if (refusal.isEmpty() && known.shown()) {
      asking.understand(said, value);
    }
    return refusal;
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

  /// What goes on the page of what was found.
  public List<StoredReading> page(List<StoredReading> found) {
    return found.size() > shape.count() ? found.subList(0, shape.count()) : found;
  }

  /// The search for all its pages together.
  public Search whole() {
    return search.whole();
  }

  /// For `$lastn`: a question for each kind of reading that this one asks for, each no further than
  /// its newest. Those entered in error are left out unless `status` asks for them.
  public List<Search> byKind() {
    List<Search> each = new ArrayList<>();
    Map<String, Set<Integer>> blood = new LinkedHashMap<>();
    for (Kind kind : Kind.ALL) {
      if (kind.measure() == Measure.BLOOD_GLUCOSE) {
        int specimen = kind.specimen() == null ? 0 : kind.specimen().code();
        if (search.bloodKinds() == null || search.bloodKinds().contains(specimen)) {
          blood.computeIfAbsent(kind.loinc(), none -> new HashSet<>()).add(specimen);
        }
      } else if (search.measures().contains(kind.measure())) {
        each.add(search.ofKind(EnumSet.of(kind.measure()), null, shape.max()));
      }
    }
    if (search.measures().contains(Measure.BLOOD_GLUCOSE)) {
      Set<Measure> glucose = EnumSet.of(Measure.BLOOD_GLUCOSE);
      blood.values().forEach(kinds -> each.add(search.ofKind(glucose, kinds, shape.max())));
    }
    return each;
  }

  /// Of what [#byKind] found, the newest of each code.
  public List<StoredReading> newest(List<StoredReading> found) {
    Map<String, Integer> taken = new HashMap<>();
    return found.stream()
        .sorted(Comparator.comparing((StoredReading one) -> one.reading().effectiveAt()).reversed())
        .filter(one -> {
          Kind kind = new Kind(one.reading().measure(), one.reading().specimen());
          return taken.merge(kind.loinc(), 1, Integer::sum) <= shape.max();
        })
        .toList();
  }

  /// The parameters of a page's address.
  ///
  /// @param last the last reading of the page before; null for this page's own address
  public String query(@Nullable Position last, ReadingIds ids) {
    List<Entry<String, String>> all = new ArrayList<>(understood);
    if (last != null) {
      all.add(Map.entry(Cursor.NAME, Cursor.of(last, ids)));
    }
    return all.stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
