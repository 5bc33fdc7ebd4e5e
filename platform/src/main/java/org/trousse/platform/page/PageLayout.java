package org.trousse.platform.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The frame of every page: header, way back, the page's own body, footer. `frame` has the shape
/// that houses ask for in their `Needs`.
public final class PageLayout {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          PageLayout.class.getClassLoader(),
          "org.trousse.platform.page.jte");

  private final Assets assets;
  private final boolean demo;
  private final Place start;
  private final List<Place> menu;

  private PageLayout(Assets assets, boolean demo, Place start, List<Place> menu) {
    this.assets = assets;
    this.demo = demo;
    this.start = start;
    this.menu = menu;
  }

  /// What the template needs.
  ///
  /// @param start the page that the brand leads to
  /// @param here the page's own place, empty for one that has none (an error)
  /// @param query the address's query with its question mark, or nothing
  /// @param live whether the page's body uses htmx
  public record Frame(
      Words words,
      Assets assets,
      boolean demo,
      Place start,
      List<Place> menu,
      List<Place> foot,
      String title,
      Optional<Place> here,
      String query,
      boolean live,
      String body) {
    /// The same page in the other language; the start when there is none.
    public String switchAddress() {
      return here.map(place -> place.address(words.other().language()) + query)
          .orElse(start.address(words.other().language()));
    }

    public boolean isHere(Place place) {
      return here.filter(place::equals).isPresent();
    }

    public boolean isStart() {
      return isHere(start);
    }
  }

  /// The pages on the public port. In the demo people are chosen from the banner.
  public static PageLayout forPeople(Assets assets, boolean demo) {
    List<Place> own =
        List.of(
            Place.CATALOGUE,
            Place.MEASUREMENTS,
            Place.APPLICATIONS,
            Place.ACCESS_LOG,
            Place.SESSIONS);
    List<Place> menu = new ArrayList<>(own);
    if (!demo) {
      menu.add(Place.SIGN_IN);
    }
    return new PageLayout(assets, demo, Place.HOME, List.copyOf(menu));
  }

  /// The pages on the operations port, which has no home and no record.
  public static PageLayout forOperators(Assets assets, boolean demo) {
    return new PageLayout(assets, demo, Place.QUARANTINE, List.of());
  }

  /// The whole page.
  ///
  /// @param path the page's address below the language, in either language, with its query if the
  ///   language switch is to keep it
  /// @param body the page's own HTML, from its heading on
  public String frame(Locale language, String title, String path, String body) {
    int mark = path.indexOf('?');
    String query = mark < 0 ? "" : path.substring(mark);
    Optional<Place> here = Place.at(mark < 0 ? path : path.substring(0, mark));
    boolean live = body.contains(" hx-");
    return render(
        "layout.jte",
        new Frame(
            Words.in(language), assets, demo, start, menu, foot(), title, here, query, live, body));
  }

  /// What a public site must say of itself; operators' pages have none of that.
  private List<Place> foot() {
    return menu.isEmpty()
        ? List.of()
        : List.of(
            Place.WHAT_FOR,
            Place.REFERENCING,
            Place.VENDOR,
            Place.VERIFY,
            Place.ACCESSIBILITY,
            Place.LEGAL,
            Place.PRIVACY,
            Place.SITEMAP);
  }

  /// Where the brand leads.
  Place start() {
    return start;
  }

  static String render(String template, Object view) {
    StringOutput html = new StringOutput();
    TEMPLATES.render(template, view, html);
    return html.toString();
  }
}
