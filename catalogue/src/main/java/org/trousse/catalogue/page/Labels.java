package org.trousse.catalogue.page;

import java.util.List;
import java.util.Locale;
import org.trousse.catalogue.listing.Direction;
import org.trousse.catalogue.listing.Facts;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Want;
import org.trousse.catalogue.search.Facet;

/// Short words for what an app is, in one language. The three labels of an app are built here and
/// nowhere else.
public final class Labels {
  private Labels() {}

  /// Of a filter's answer.
  public static String answer(Words words, Facet facet, String word) {
    return switch (facet) {
      case NEED, READS, ADDS -> kind(words, word);
      case DEVICE -> word;
      case LANGUAGE -> words.language(word);
      case PRICE, ACCESSIBILITY, MEDICAL, PLATFORM, STANDING ->
          words.textOr(facet.word() + "." + word, word);
    };
  }

  /// E.g. "glycémie"; the word itself for a kind that came later.
  public static String kind(Words words, String kind) {
    return words.textOr("kind." + kind, kind);
  }

  public static String of(Words words, String family, Enum<?> value) {
    return words.text(family + "." + word(value));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Referenced since, data exchange, medical device.
  public static List<String> three(Words words, Listing listing) {
    return List.of(
        words.text("label." + listing.standing().word(), words.figures(listing.decidedOn())),
        exchange(words, listing.facts()),
        medical(words, listing.facts()));
  }

  /// Which way data go.
  public static String exchange(Words words, Facts facts) {
    List<Direction> ways = facts.wants().stream().map(Want::direction).distinct().toList();
    String way = ways.isEmpty() ? "none" : ways.size() == 2 ? "both" : ways.getFirst().word();
    return words.text("exchange." + way);
  }

  public static String medical(Words words, Facts facts) {
    var device = facts.medicalDevice();
    return device == null
        ? words.text("medical-label.no")
        : words.text("medical-label.yes", device.riskClass());
  }

  /// Up to two letters that stand for a logo: pages load nothing from elsewhere.
  public static String monogram(String name) {
    StringBuilder letters = new StringBuilder();
    boolean starts = true;
    for (int sign : name.codePoints().toArray()) {
      boolean between = Character.isWhitespace(sign) || sign == '-';
      if (starts && !between && letters.codePointCount(0, letters.length()) < 2) {
        letters.appendCodePoint(Character.toUpperCase(sign));
      }
      starts = between;
    }
    return letters.toString();
  }
}
