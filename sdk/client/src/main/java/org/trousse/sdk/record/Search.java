package org.trousse.sdk.record;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.MeasureCodes;

/// What to ask the record for (FHIR R4 §3.1.1, Observation's search parameters). Each method gives
/// a new search that asks for more; a parameter may stand several times, and then all must hold.
public final class Search {
  /// Everything that the permission shows, oldest or newest first as the record pleases.
  public static final Search ALL = new Search(List.of());

  private static final String LOINC = "http://loinc.org|";

  private final List<Pair> pairs;

  private record Pair(String name, String value) {}

  private Search(List<Pair> pairs) {
    this.pairs = List.copyOf(pairs);
  }

  /// What a form says, each name once.
  public static Search of(Form form) {
    Search search = ALL;
    for (var field : form.fields().entrySet()) {
      search = search.with(field.getKey(), field.getValue());
    }
    return search;
  }

  /// Readings of this kind, by the LOINC code that the record announces for it.
  public static Search of(Measure measure) {
    return ALL.code(MeasureCodes.of(measure, null).loinc());
  }

  /// Readings with this LOINC code.
  public Search code(String loinc) {
    return with("code", LOINC + loinc);
  }

  /// Measured at this moment or later, to the second.
  public Search from(Instant moment) {
    return with("date", "ge" + moment);
  }

  /// Measured before this moment, to the second.
  public Search before(Instant moment) {
    return with("date", "lt" + moment);
  }

  /// What is new or changed since: received then or later, amended, marked as an error or told its
  /// meal. Milliseconds count. For an app that comes again: ask from the time of its last answer.
  public Search changedSince(Instant moment) {
    return with("_lastUpdated", "ge" + moment);
  }

  /// With this status only, e.g. `final`.
  public Search status(String status) {
    return with("status", status);
  }

  /// At most so many on a page, from 1 to 5,000.
  public Search count(int perPage) {
    return with("_count", Integer.toString(perPage));
  }

  public Search newestFirst() {
    return with("_sort", "-date");
  }

  public Search oldestFirst() {
    return with("_sort", "date");
  }

  /// With one more parameter, e.g. `_include` or `device`.
  public Search with(String name, String value) {
    List<Pair> more = new ArrayList<>(pairs);
    more.add(new Pair(name, value));
    return new Search(more);
  }

  /// As a query, without the question mark.
  public String encoded() {
    return pairs.stream()
        .map(pair -> encoded(pair.name()) + "=" + encoded(pair.value()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// The names only.
  @Override
  public String toString() {
    return "Search" + pairs.stream().map(Pair::name).toList();
  }
}
