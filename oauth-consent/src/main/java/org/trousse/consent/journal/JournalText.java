package org.trousse.consent.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.trousse.consent.ConsentModule.Happened;
import org.trousse.consent.applications.Known;
import org.trousse.consent.applications.View.Head;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStore.Stood;
import org.trousse.consent.journal.JournalView.App;
import org.trousse.consent.journal.JournalView.Could;
import org.trousse.consent.journal.JournalView.Line;
import org.trousse.consent.page.Spot;
import org.trousse.consent.page.Words;
import org.trousse.consent.signin.Majority;

/// Writes the page of the log and its file.
final class JournalText {
  /// Lines on one page.
  static final int PAGE = 50;

  private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Known known;
  private final Filter filter;
  private final Head head;
  private final Words words;

  JournalText(Known known, Filter filter, Head head) {
    this.known = known;
    this.filter = filter;
    this.head = head;
    this.words = head.words();
  }

  /// @param found lines up to the filter's end, with those that the page before showed already
  /// @param stood empty when no day was asked about
  JournalView view(List<Happened> found, List<Stood> stood) {
    List<Happened> rest = found.subList(Math.min(filter.skip(), found.size()), found.size());
    List<Happened> shown = rest.subList(0, Math.min(PAGE, rest.size()));
    LocalDate day = filter.day();
    String page = Spot.LOG.address(words) + "?" + filter.query();
    return new JournalView(
        head,
        filter.from().toString(),
        filter.to().toString(),
        LocalDate.ofInstant(known.now(), Majority.ZONE).toString(),
        apps(),
        shown.stream().map(this::line).toList(),
        page + "&format=csv",
        rest.size() > PAGE ? page + older(shown) : "",
        filter.before() == null,
        page,
        day == null ? "" : day.toString(),
        day == null ? "" : words.day(day),
        day == null ? List.of() : could(stood, day));
  }

  private List<App> apps() {
    Map<String, String> names = new TreeMap<>();
    known.grants().stream().map(Grant::clientId).forEach(id -> names.put(id, known.name(id)));
    return names.entrySet().stream()
        .map(one -> new App(one.getKey(), one.getValue(), one.getKey().equals(filter.app())))
        .toList();
  }

  private Line line(Happened happened) {
    return new Line(
        Sentence.of(happened, name(happened), words, known.now()),
        Sentence.given(happened, words),
        !happened.allowed() || happened.what().equals("deny"),
        happened.event() == null ? "" : words.text("log.proof.address", happened.event()));
  }

  private String name(Happened happened) {
    return happened.clientId() == null ? "" : known.name(happened.clientId());
  }

  /// The next page begins at the last line's time, after the lines of that time that were shown.
  private String older(List<Happened> shown) {
    Instant last = shown.getLast().at();
    long same = shown.stream().filter(one -> one.at().equals(last)).count();
    boolean still = last.equals(filter.before());
    return "&avant=" + last + "&passe=" + (still ? same + filter.skip() : same);
  }

  private List<Could> could(List<Stood> stood, LocalDate day) {
    Instant start = day.atStartOfDay(Majority.ZONE).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(Majority.ZONE).toInstant();
    List<Could> could = new ArrayList<>();
    for (Stood one : stood) {
      Optional<Grant> grant = known.grant(one.version().grantId());
      Instant until = one.until() == null ? one.version().endsAt() : one.until();
      Instant over = until.isBefore(one.version().endsAt()) ? until : one.version().endsAt();
      Instant history = one.version().historyFrom();
      could.add(
          new Could(
              grant.map(found -> known.name(found.clientId())).orElse(""),
              part(one.version().at(), over, start, end),
              one.version().permissions().stream()
                  .sorted()
                  .map(permission -> words.permission(permission, head.whose().child()))
                  .toList(),
              history == null
                  ? words.text("applications.history.all")
                  : words.text("applications.history.from", words.day(history))));
    }
    return could;
  }

  private String part(Instant from, Instant until, Instant start, Instant end) {
    boolean begins = from.isAfter(start);
    boolean ends = until.isBefore(end);
    if (!begins && !ends) {
      return words.text("log.day.all");
    }
    String first = begins ? time(from) : "00:00";
    return ends
        ? words.text("log.day.part", first, time(until))
        : words.text("log.day.from", first);
  }

  private static String time(Instant at) {
    return TIME.format(at.atZone(Majority.ZONE));
  }

  /// A row for each line, with its names first.
  ///
  /// @param found with those that the file before holds already
  /// @param full whether older lines may be missing: the first line says where they are
  List<List<String>> rows(List<Happened> found, boolean full) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("date", "time", "who", "app", "what", "kind", "count", "allowed", "sentence")
            .stream()
            .map(column -> words.text("log.csv." + column))
            .toList());
    List<Happened> rest = found.subList(Math.min(filter.skip(), found.size()), found.size());
    if (full && !rest.isEmpty()) {
      String older = Spot.LOG.address(words) + "?" + filter.query() + older(rest) + "&format=csv";
      String last = words.exactly(rest.getLast().at());
      rows.add(missing(words.text("log.csv.part", words.number(rest.size()), last, older)));
    }
    for (Happened one : rest) {
      var at = one.at().atZone(Majority.ZONE);
      rows.add(
          List.of(
              DAY.format(at),
              TIME.format(at),
              one.who(),
              name(one),
              one.what(),
              one.measure() == null ? "" : one.measure().word(),
              one.measure() == null ? "" : Integer.toString(one.count()),
              words.text(one.allowed() ? "log.csv.yes" : "log.csv.no"),
              Sentence.what(one, name(one), words)));
    }
    return rows;
  }

  /// A row as long as the others, so that a program that reads columns reads this one too.
  private static List<String> missing(String sentence) {
    return List.of("", "", "", "", "incomplete", "", "", "", sentence);
  }
}
