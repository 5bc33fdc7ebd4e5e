package org.trousse.referencing.check.web;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.text.Text;

/// What checks of pages have in common: whether one came, and the words that a reader sees of it.
final class Pages {
  private static final int OK = 200;
  private static final int CHARACTERS_MAX = 200_000;
  private static final Pattern MARKUP =
      Pattern.compile("<(!doctype|html|head|body|script|div|p)[\\s>]");
  private static final Set<String> UNREAD =
      Set.of("script", "style", "noscript", "template", "svg");
  private static final Set<String> PHRASING =
      Set.of("a", "b", "i", "em", "strong", "span", "abbr", "small", "u", "sup", "sub", "time");
  private static final int NAME_MAX = 12;

  private static final Text LET_US_IN =
      new Text(
          "Vérifiez que l’adresse répond à tous, en https, en moins de 10 secondes, puis relancez.",
          "Make sure that the address answers everybody, with https, within 10 seconds, and run"
              + " again.");

  private Pages() {}

  /// The page, when it came with status 200; else the draft says what happened.
  static Optional<Sight.Page> answered(FindingDraft draft, URI address, Seen seen) {
    switch (seen.at(new Look.Fetch(address))) {
      case Sight.Page page when page.status() == OK -> {
        if (!page.at().equals(address)) {
          draft.saw("Redirigé vers " + page.at() + ".", "Redirected to " + page.at() + ".");
        }
        return Optional.of(page);
      }
      case Sight.Page page ->
          draft.fault(
              new Text(
                  address + " répond " + page.status() + ".",
                  address + " answers " + page.status() + "."),
              new Text(
                  "L’adresse doit répondre 200, sans mot de passe.",
                  "The address must answer 200, without a password."));
      case Sight.NotSeen(var why) -> notSeen(draft, address, why);
      default -> notSeen(draft, address, new Text("Rien de lisible.", "Nothing readable."));
    }
    return Optional.empty();
  }

  private static void notSeen(FindingDraft draft, Object what, Text why) {
    draft.unseen(new Text(what + " : " + why.french(), what + ": " + why.english()), LET_US_IN);
  }

  /// For looks of other kinds that showed nothing.
  static void unseen(FindingDraft draft, Object what, Sight sight) {
    notSeen(
        draft,
        what,
        sight instanceof Sight.NotSeen(var why)
            ? why
            : new Text("Rien de lisible.", "Nothing readable."));
  }

  static boolean html(Sight.Page page) {
    String type = page.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    String start =
        page.body().substring(0, Math.min(2_000, page.body().length())).toLowerCase(Locale.ROOT);
    return type.contains("html") || MARKUP.matcher(start).find();
  }

  /// The words of a page, without its markup; paragraphs end sentences. It reads each character
  /// once, whatever the page holds.
  static String words(String html) {
    String page = html.substring(0, Math.min(html.length(), CHARACTERS_MAX));
    String lower = page.toLowerCase(Locale.ROOT);
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < page.length()) {
      int tag = page.indexOf('<', at);
      int end = tag < 0 ? -1 : page.indexOf('>', tag);
      text.append(page, at, tag < 0 ? page.length() : tag);
      if (end < 0) {
        break;
      }
      String name = name(lower, tag + 1);
      text.append(PHRASING.contains(name) ? "" : "\n");
      at = end + 1;
      if (UNREAD.contains(name)) {
        int close = lower.indexOf("</" + name, at);
        at = close < 0 ? page.length() : close;
      }
    }
    return plain(text.toString());
  }

  /// The name of a tag, also of one that ends; empty for a comment.
  private static String name(String lower, int from) {
    int start = from < lower.length() && lower.charAt(from) == '/' ? from + 1 : from;
    int end = start;
    while (end < lower.length()
        && end - start < NAME_MAX
        && Character.isLetterOrDigit(lower.charAt(end))) {
      end++;
    }
    return start == from || !UNREAD.contains(lower.substring(start, end))
        ? lower.substring(start, end)
        : "";
  }

  private static String plain(String text) {
    return text.replace("&nbsp;", " ")
        .replace("&#39;", "’")
        .replace("&#x27;", "’")
        .replace("&rsquo;", "’")
        .replace("&apos;", "’")
        .replace("&eacute;", "é")
        .replace("&egrave;", "è")
        .replace("&ecirc;", "ê")
        .replace("&agrave;", "à")
        .replace("&ccedil;", "ç")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replaceAll("[ \\t\\u00a0\\u202f]+", " ");
  }

  /// Whether a page names something, whatever the case, the apostrophe and the spaces.
  static boolean names(String text, String what) {
    return flat(text).contains(flat(what));
  }

  private static String flat(String text) {
    return text.toLowerCase(Locale.ROOT).replace('’', '\'').replaceAll("\\s+", " ").strip();
  }
}
