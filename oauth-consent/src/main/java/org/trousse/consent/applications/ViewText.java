package org.trousse.consent.applications;

import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trousse.consent.app.App;
import org.trousse.consent.applications.View.Card;
import org.trousse.consent.applications.View.Choice;
import org.trousse.consent.applications.View.Door;
import org.trousse.consent.applications.View.Head;
import org.trousse.consent.applications.View.Shelf;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantVersion;
import org.trousse.consent.grant.Receipt;
import org.trousse.consent.page.Words;
import org.trousse.consent.signin.Majority;
import org.trousse.consent.signin.SignedIn;

/// Writes the pages from what is known.
final class ViewText {
  /// A door that has not heard of changes for 1.5 s refuses everything (rulings 16).
  private static final java.time.Duration DOORS = java.time.Duration.ofSeconds(2);

  private ViewText() {}

  static View.Apps apps(Known known, Head head) {
    Map<Standing, List<Card>> cards = new EnumMap<>(Standing.class);
    for (Grant grant : known.grants()) {
      if (Standing.shown(grant, known.now())) {
        cards
            .computeIfAbsent(known.standing(grant), standing -> new ArrayList<>())
            .add(card(known, grant, head));
      }
    }
    List<Shelf> shelves = new ArrayList<>();
    cards.forEach((standing, all) ->
        shelves.add(
            new Shelf(standing.word(), head.text("applications.shelf." + standing.word()), all)));
    return new View.Apps(head, List.copyOf(shelves));
  }

  static Card card(Known known, Grant grant, Head head) {
    return CardText.of(known, grant, head.words(), head.whose().child());
  }

  static View.One one(
      Known known, Grant grant, List<GrantVersion> versions, SignedIn who, Head head) {
    Words words = head.words();
    Card card = card(known, grant, head);
    List<String> past =
        versions.reversed().stream()
            .map(version ->
                words.text("applications.past." + version.change(), words.moment(version.at())))
            .toList();
    return new View.One(
        head,
        card,
        known.app(grant).map(app -> words.of(app.entry().purpose())).orElse(""),
        facts(grant, words),
        card.live()
            ? durations(grant, who, known.now()).stream()
                .map(one -> new Choice(one.word(), words.text("authorise.duration." + one.word())))
                .toList()
            : List.of(),
        known.standing(grant) == Standing.ENDED
            ? List.of()
            : known.more(grant).stream()
                .map(one -> words.permission(one, head.whose().child()))
                .toList(),
        past,
        receipt(versions, Optional.empty()).isPresent());
  }

  private static List<String> facts(Grant grant, Words words) {
    Instant from = grant.historyFrom();
    return List.of(
        from == null
            ? words.text("applications.history.all")
            : words.text("applications.history.from", words.day(from)),
        words.text(grant.offline() ? "applications.offline.yes" : "applications.offline.no"));
  }

  /// What would end later than the grant does, and not after a child's majority has been confirmed.
  static List<Duration> durations(Grant grant, SignedIn who, Instant now) {
    return Arrays.stream(Duration.values())
        .filter(one -> one != Duration.ONCE && one.after(now).isAfter(grant.endsAt()))
        .filter(one ->
            who.mandateUntil() == null
                || Majority.cut(who.mandateUntil(), one.after(now)).isEmpty())
        .toList();
  }

  /// @param confirmed when this server's doors refused; empty: not seen
  static View.Stopped stopped(Known known, Grant grant, Optional<Instant> confirmed, Head head) {
    Words words = head.words();
    Instant end = Standing.end(grant);
    String within = words.text("applications.door.within", words.time(end.plus(DOORS)));
    String here = confirmed.map(words::time).orElse(within);
    List<Door> doors = new ArrayList<>();
    for (String door : List.of("tokens", "refresh", "codes")) {
      doors.add(new Door(words.text("applications.door." + door), words.time(end)));
    }
    for (String door : List.of("reading", "adding", "devices")) {
      doors.add(new Door(words.text("applications.door." + door), here));
    }
    doors.add(new Door(words.text("applications.door.others"), within));
    return new View.Stopped(head, card(known, grant, head), words.exactly(end), doors);
  }

  static View.Letter letter(Known known, Grant grant, SignedIn who, Head head) {
    Words words = head.words();
    Card card = card(known, grant, head);
    String mine = head.whose().child() ? ".child" : ".self";
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(who.name());
    paragraphs.add(words.text("applications.letter.to", card.editor()));
    paragraphs.add(words.day(known.now()));
    paragraphs.add(words.text("applications.letter.about", card.name()));
    paragraphs.add(words.text("applications.letter.hello"));
    paragraphs.add(
        words.text(
            "applications.letter.stopped" + mine,
            card.name(),
            words.day(Standing.end(grant)),
            head.whose().name()));
    for (String part : List.of("erase", "others", "answer", "complain", "bye")) {
      paragraphs.add(words.text("applications.letter." + part));
    }
    paragraphs.add(who.name());
    return new View.Letter(head, card, List.copyOf(paragraphs));
  }

  /// The latest version that has a text, or the one that is asked for.
  static Optional<GrantVersion> receipt(List<GrantVersion> versions, Optional<Integer> number) {
    return versions.reversed().stream()
        .filter(version -> version.shown() != null)
        .filter(version -> number.isEmpty() || number.get() == version.version())
        .findFirst();
  }

  static View.Receipt receipt(Known known, Grant grant, GrantVersion version, Head head) {
    Words words = head.words();
    String shown = Optional.ofNullable(version.shown()).orElse("");
    return new View.Receipt(
        head,
        card(known, grant, head),
        words.moment(version.at()),
        words.day(version.endsAt()),
        version.permissions().stream()
            .sorted()
            .map(one -> words.permission(one, head.whose().child()))
            .toList(),
        shown.lines().toList(),
        version.language(),
        Receipt.sha256(shown),
        version.receipt() != null,
        version.version());
  }

  /// The editor's name for a file: letters and digits alone.
  static String file(Optional<App> app) {
    String name = app.map(found -> found.entry().name()).orElse("app");
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^A-Za-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return plain.isEmpty() ? "app" : plain;
  }
}
