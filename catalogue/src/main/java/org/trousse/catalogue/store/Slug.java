package org.trousse.catalogue.store;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// The last part of an app page's address: plain letters, digits and hyphens.
final class Slug {
  private static final int LENGTH_MAX = 60;

  /// Pages of ours that stand beside the apps'.
  private static final Set<String> TAKEN =
      Set.of(
          "comparer", "compare", "registre", "register", "apps", "jwks", "historique", "history");

  private Slug() {}

  /// The first that nobody has: `glucose-diary`, `glucose-diary-2`…
  static String of(String name, Predicate<String> taken) {
    String plain = plain(name);
    String slug = plain;
    for (int number = 2; TAKEN.contains(slug) || taken.test(slug); number++) {
      slug = plain + "-" + number;
    }
    return slug;
  }

  private static String plain(String name) {
    String letters =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    String cut = letters.substring(0, Math.min(letters.length(), LENGTH_MAX));
    return cut.isEmpty() ? "app" : cut.replaceAll("-+$", "");
  }
}
