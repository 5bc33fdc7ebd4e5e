package org.trousse.record.watch.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.trousse.record.watch.list.Listed.Visit;

/// The tour that an address names: `?tournee=matin`, the same in both languages.
public final class Tours {
  static final String NAME = "tournee";

  private Tours() {}

  static String query(String tour) {
    return tour.isEmpty() ? "" : "?" + NAME + "=" + URLEncoder.encode(tour, StandardCharsets.UTF_8);
  }

  /// Empty: all.
  public static String asked(Carer carer) {
    String tour = carer.query().text(NAME);
    return tour.length() <= Visit.CHARACTERS_MAX ? tour : "";
  }
}
