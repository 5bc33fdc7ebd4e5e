package org.trousse.catalogue.serve;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.trousse.catalogue.listing.Decision;
import org.trousse.catalogue.listing.Shown;
import org.trousse.catalogue.page.Spot;
import org.trousse.catalogue.page.Words;

/// The newest decisions as an Atom feed (RFC 4287), one for each language.
final class DecisionsFeed {
  static final int ENTRIES_MAX = 50;

  private DecisionsFeed() {}

  private record Entry(Shown app, Decision decision) {}

  static String of(List<Shown> apps, String publicUrl, Words words) {
    List<Entry> newest = newest(apps);
    Instant updated = newest.isEmpty() ? Instant.EPOCH : newest.getFirst().decision().at();
    StringBuilder xml = new StringBuilder(16_000);
    xml.append(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                + "<feed xmlns=\"http://www.w3.org/2005/Atom\"")
        .append(" xml:lang=\"")
        .append(words.tag())
        .append("\">\n");
    element(xml, "title", words.text("feed.title"));
    element(xml, "id", publicUrl + AppsRoutes.feed(words));
    element(xml, "updated", updated.toString());
    element(xml, "rights", words.text("feed.rights"));
    link(xml, "self", publicUrl + AppsRoutes.feed(words));
    link(xml, "alternate", publicUrl + Spot.CATALOGUE.address(words));
    newest.forEach(entry -> entry(xml, entry, publicUrl, words));
    return xml.append("</feed>\n").toString();
  }

  private static List<Entry> newest(List<Shown> apps) {
    List<Entry> entries = new ArrayList<>();
    apps.forEach(
        app -> app.listing().history().forEach(decision -> entries.add(new Entry(app, decision))));
    entries.sort(Comparator.comparing((Entry entry) -> entry.decision().at()).reversed());
    return entries.subList(0, Math.min(ENTRIES_MAX, entries.size()));
  }

  private static void entry(StringBuilder xml, Entry entry, String publicUrl, Words words) {
    Decision decision = entry.decision();
    String page = publicUrl + Spot.Leaf.HISTORY.address(words, entry.app().slug());
    String standing = decision.standing().word();
    xml.append("<entry>\n");
    element(
        xml,
        "title",
        words.text("feed.entry", entry.app().name(), words.text("decided." + standing)));
    element(xml, "id", page + "#" + decision.at().toEpochMilli() + "-" + standing);
    element(xml, "updated", decision.at().toString());
    xml.append("<author>");
    element(xml, "name", words.text("feed.author"));
    xml.append("</author>\n");
    link(xml, "alternate", page);
    element(xml, "summary", words.of(decision.reason()));
    xml.append("</entry>\n");
  }

  private static void element(StringBuilder xml, String name, String text) {
    xml.append('<')
        .append(name)
        .append('>')
        .append(escaped(text))
        .append("</")
        .append(name)
        .append(">\n");
  }

  private static void link(StringBuilder xml, String rel, String href) {
    xml.append("<link rel=\"")
        .append(rel)
        .append("\" href=\"")
        .append(escaped(href))
        .append("\"/>\n");
  }

  /// XML 1.0 §2.2 has no place for control characters.
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .filter(sign -> sign >= ' ' || sign == '\n' || sign == '\t')
        .forEach(sign -> {
          switch (sign) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            default -> out.appendCodePoint(sign);
          }
        });
    return out.toString();
  }
}
