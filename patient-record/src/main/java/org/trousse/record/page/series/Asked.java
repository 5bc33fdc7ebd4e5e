package org.trousse.record.page.series;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// What an address asks of a page. Whatever is not a choice of the page is its usual one; the usual
/// ones do not stand in addresses.
public final class Asked {
  /// What was just done, told once: it stands in no address that a page gives.
  public static final String DONE = "fait";

  private static final int LENGTH_MAX = 36;

  private final List<Choice> choices;
  private final Map<String, String> chosen;

  /// Something to choose.
  ///
  /// @param name of the query's parameter, the same in both languages
  /// @param values the usual one first; empty: any short text, which the page judges
  public record Choice(String name, List<String> values) {
    public Choice {
      values = List.copyOf(values);
    }

    String usual() {
      return values.isEmpty() ? "" : values.getFirst();
    }

    private String allowed(String given) {
      boolean known = values.isEmpty() ? given.length() <= LENGTH_MAX : values.contains(given);
      return known ? given : usual();
    }
  }

  private Asked(List<Choice> choices, Map<String, String> chosen) {
    this.choices = choices;
    this.chosen = chosen;
  }

  /// What the parameters ask.
  ///
  /// @param given the parameter's value, or an empty text
  public static Asked of(List<Choice> choices, UnaryOperator<String> given) {
    Map<String, String> chosen = new LinkedHashMap<>();
    for (Choice choice : choices) {
      String value = given.apply(choice.name());
      chosen.put(choice.name(), value.isEmpty() ? choice.usual() : choice.allowed(value));
    }
    return new Asked(List.copyOf(choices), chosen);
  }

  public String text(String name) {
    return Objects.requireNonNull(chosen.get(name), name);
  }

  public int number(String name) {
    return Integer.parseInt(text(name));
  }

  public boolean is(String name, String value) {
    return text(name).equals(value);
  }

  /// The query that asks the same but for one choice: `?a=b&c=d`, or nothing.
  public String with(String name, String value) {
    List<String> parts = new ArrayList<>();
    for (Choice choice : choices) {
      String one = choice.name().equals(name) ? value : text(choice.name());
      boolean told = choice.name().equals(DONE) || one.equals(choice.usual());
      if (!told && one.chars().allMatch(Asked::isPlain)) {
        parts.add(choice.name() + "=" + one);
      }
    }
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }

  /// The query that asks the same.
  public String query() {
    return with("", "");
  }

  private static boolean isPlain(int letter) {
    return letter < 128 && (Character.isLetterOrDigit(letter) || letter == '-');
  }
}
