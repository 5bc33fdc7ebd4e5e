package org.trousse.catalogue.search;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.trousse.catalogue.search.Query.Sort;

/// A query as the parameters of an address, and back.
public final class QueryText {
  static final int ANSWERS_MAX = 20;
  static final int CHARACTERS_MAX = 60;
  static final int PAGE_MAX = 10_000;

  private QueryText() {}

  /// What came of an address.
  public sealed interface Read {}

  public record Fine(Query query) implements Read {}

  /// It cannot be understood.
  ///
  /// @param parameter the one that cannot be understood
  public record Unclear(String parameter, String mend) implements Read {}

  /// The query that an address asks.
  ///
  /// @param parameters all of the address, by name
  /// @param others names that somebody else reads
  public static Read read(Map<String, List<String>> parameters, Set<String> others) {
    Map<Facet, Set<String>> chosen = new EnumMap<>(Facet.class);
    Sort sort = Sort.NAME;
    int page = 1;
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      List<String> values = parameter.getValue();
      var facet = Facet.of(name);
      if (facet.isPresent()) {
        if (tooMuch(values)) {
          return new Unclear(
              name,
              "give at most " + ANSWERS_MAX + " of at most " + CHARACTERS_MAX + " characters");
        }
        chosen.put(facet.get(), answers(values));
      } else if (name.equals("sort")) {
        String word = values.getLast();
        if (!word.equals("name") && !word.equals("date")) {
          return new Unclear(name, "sort is name or date");
        }
        sort = Sort.valueOf(word.toUpperCase(Locale.ROOT));
      } else if (name.equals("page")) {
        page = number(values.getLast());
        if (page < 1 || page > PAGE_MAX) {
          return new Unclear(name, "page is a number from 1 to " + PAGE_MAX);
        }
      } else if (!others.contains(name)) {
        return new Unclear(name, "it is no filter: " + filters());
      }
    }
    return new Fine(new Query(chosen, sort, page));
  }

  private static boolean tooMuch(List<String> values) {
    return values.size() > ANSWERS_MAX
        || values.stream().anyMatch(value -> value.length() > CHARACTERS_MAX);
  }

  private static Set<String> answers(List<String> values) {
    Set<String> answers = new LinkedHashSet<>(values);
    answers.remove("");
    return answers;
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
  }

  private static String filters() {
    List<String> words = new ArrayList<>();
    for (Facet facet : Facet.values()) {
      words.add(facet.word());
    }
    return String.join(", ", words) + ", sort, page";
  }

  /// With its question mark; nothing where nothing is asked. Equal queries give equal texts.
  public static String write(Query query) {
    List<String> pairs = new ArrayList<>();
    for (Facet facet : Facet.values()) {
      query.of(facet).stream()
          .sorted()
          .forEach(word -> pairs.add(facet.word() + "=" + encoded(word)));
    }
    if (query.sort() != Sort.NAME) {
      pairs.add("sort=" + query.sort().name().toLowerCase(Locale.ROOT));
    }
    if (query.page() > 1) {
      pairs.add("page=" + query.page());
    }
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  private static String encoded(String word) {
    return URLEncoder.encode(word, StandardCharsets.UTF_8);
  }
}
