package org.trousse.catalogue.page.about;

import org.trousse.catalogue.page.PageRoutes;
import org.trousse.catalogue.page.Spot;
import org.trousse.catalogue.page.Words;
import org.trousse.catalogue.search.Shelf;

/// The way in, for the site's first page.
public final class DoorsText {
  private DoorsText() {}

  public static String html(Words words, Shelf shelf) {
    AboutView.Doors doors =
        new AboutView.Doors(
            words,
            words.count("doors.count", shelf.connectable()),
            AboutText.latest(words, shelf),
            Spot.CATALOGUE.address(words));
    return PageRoutes.render("doors.jte", doors);
  }
}
