package org.trousse.record.watch.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.trousse.record.page.Words;
import org.trousse.record.page.series.Figures;
import org.trousse.record.watch.Finding.Group;
import org.trousse.record.watch.list.Listed;
import org.trousse.record.watch.list.Placed;
import org.trousse.record.watch.list.Worklist;

/// All that the list says, on the screen and on paper.
///
/// @param head how many readings, how many situations
/// @param notes how many readings nothing is about, and how old all this is
/// @param warnings late feeds, old situations
/// @param nobody whether no patient named this professional
/// @param quiet what there is to say when nobody waits; empty: somebody does
public record WorklistView(
    Words words,
    String csrf,
    String who,
    String head,
    List<String> notes,
    List<String> warnings,
    boolean nobody,
    String quiet,
    List<Link> tours,
    List<Section> sections,
    String tour) {
  private static final int REASONS_MAX = 3;

  /// A way on.
  public record Link(String text, String address, boolean here) {}

  /// A group and its rule.
  public record Section(String id, String letter, String title, String rule, List<Row> rows) {}

  /// One patient.
  ///
  /// @param ref in addresses
  /// @param reasons the first says why the patient stands here
  /// @param reviewed empty: nobody looked
  /// @param putOff empty: they are not
  public record Row(
      String ref,
      String name,
      String about,
      String sector,
      String tour,
      String visit,
      List<String> reasons,
      Optional<Spark> spark,
      boolean seen,
      String reviewed,
      String putOff,
      String sheet,
      String acts,
      String thresholds) {}

  static WorklistView of(Worklist list, Carer carer, String tour) {
    Words words = carer.words();
    Maker maker = new Maker(carer);
    Figures figures = carer.figures();
    List<Section> sections = new ArrayList<>();
    for (Group group : Group.values()) {
      sections.add(maker.section(group.name().toLowerCase(Locale.ROOT), list.in(group)));
    }
    if (!list.putOff().isEmpty()) {
      sections.add(maker.section("off", list.putOff()));
    }
    String readings =
        words.counted("watch.readings", list.readings(), figures.whole(list.readings()));
    String waiting = words.counted("watch.situations", list.waiting());
    return new WorklistView(
        words,
        carer.csrf(),
        carer.who().name(),
        words.text("watch.head", readings, waiting),
        notes(list, carer),
        warnings(list, carer),
        list.placed().isEmpty() && tour.isEmpty(),
        list.isQuiet() ? words.text("watch.quiet", readings) : "",
        tours(list, carer, tour),
        List.copyOf(sections),
        tour);
  }

  private static List<String> notes(Worklist list, Carer carer) {
    Instant oldest = list.oldest();
    List<String> notes = new ArrayList<>();
    notes.add(
        carer.words().counted("watch.fine", list.quiet(), carer.figures().whole(list.quiet())));
    if (oldest != null) {
      notes.add(carer.words().text("watch.evaluated", carer.figures().time(oldest)));
    }
    return notes;
  }

  private static List<String> warnings(Worklist list, Carer carer) {
    Words words = carer.words();
    List<String> warnings = new ArrayList<>();
    Instant oldest = list.oldest();
    if (oldest != null && oldest.isBefore(carer.now().minus(Worklist.OLD))) {
      warnings.add(words.text("watch.old", words.ago(oldest, carer.now())));
    }
    list.late()
        .forEach(one -> warnings.add(words.text("watch.late", one.app(), one.silent(), one.of())));
    return warnings;
  }

  private static List<Link> tours(Worklist list, Carer carer, String tour) {
    if (list.tours().isEmpty()) {
      return List.of();
    }
    String address = WatchPage.LIST.address(carer.words());
    List<Link> links = new ArrayList<>();
    links.add(new Link(carer.words().text("watch.tour.all"), address, tour.isEmpty()));
    for (String one : list.tours()) {
      links.add(new Link(one, address + Tours.query(one), one.equals(tour)));
    }
    return List.copyOf(links);
  }

  /// The same list on paper.
  public String print() {
    return WatchPage.PRINT.address(words) + Tours.query(tour);
  }

  /// The sheet that goes along.
  public String sheet() {
    return WatchPage.SHEET.address(words) + Tours.query(tour);
  }

  public String returned() {
    return WatchPage.RETURN.address(words) + Tours.query(tour);
  }

  public String address() {
    return WatchPage.LIST.address(words);
  }

  public String seenAddress() {
    return WatchPage.SEEN.address(words);
  }

  /// The patients in the order of the page.
  public List<Row> rows() {
    return sections.stream().flatMap(section -> section.rows().stream()).toList();
  }

  /// Makes rows of patients.
  static final class Maker {
    private final Carer carer;
    private final Words words;
    private final Reason reason;
    private final LocalDate today;

    Maker(Carer carer) {
      this.carer = carer;
      this.words = carer.words();
      this.reason = new Reason(words, carer.now(), carer.zone());
      this.today = carer.now().atZone(carer.zone()).toLocalDate();
    }

    private Section section(String id, List<Placed> placed) {
      boolean group = id.length() == 1;
      return new Section(
          "group-" + id,
          group ? id.toUpperCase(Locale.ROOT) : "",
          words.text("watch.group." + id),
          words.text("watch.rule." + id),
          placed.stream().map(this::row).toList());
    }

    Row row(Placed placed) {
      Listed listed = placed.listed();
      String ref = carer.refs().ref(listed.patient().id());
      Instant next = listed.visit().next();
      return new Row(
          ref,
          listed.patient().given() + " " + listed.patient().family(),
          about(listed),
          listed.visit().sector(),
          listed.visit().tour(),
          next == null ? "" : words.on(next, carer.now(), carer.zone()),
          reasons(placed),
          Spark.of(listed.trend(), reason, words.text("watch.spark")),
          placed.seen(),
          reviewed(listed),
          placed.putOff() ? putOff(listed) : "",
          "/" + words.locale().getLanguage() + "/patients/" + ref,
          WatchPage.PATIENT.address(words, ref),
          WatchPage.THRESHOLDS.address(words, ref));
    }

    private String about(Listed listed) {
      int years = Period.between(listed.patient().birthDate(), today).getYears();
      String age = words.counted("about.age", years);
      return listed.patient().synthetic() ? words.text("watch.synthetic", age) : age;
    }

    private List<String> reasons(Placed placed) {
      if (placed.listed().evaluatedAt() == null) {
        return List.of(words.text("watch.pending"));
      }
      List<String> reasons = placed.findings().stream().limit(REASONS_MAX).map(reason::of).toList();
      return reasons.isEmpty() ? List.of(onTarget(placed.listed())) : reasons;
    }

    private String onTarget(Listed listed) {
      Instant newest = listed.newest();
      return newest == null
          ? words.text("watch.why.never")
          : words.text("watch.on-target", words.ago(newest, carer.now()));
    }

    private String reviewed(Listed listed) {
      Listed.Review review = listed.review();
      if (review == null) {
        return "";
      }
      String when = words.on(review.at(), carer.now(), carer.zone());
      return review.note().isEmpty()
          ? words.text("watch.reviewed", when, review.name())
          : words.text("watch.reviewed.note", when, review.name(), review.note());
    }

    private String putOff(Listed listed) {
      Listed.Snooze snooze = listed.snooze();
      return snooze == null
          ? ""
          : words.text(
              "watch.put-off",
              words.on(snooze.until(), carer.now(), carer.zone()),
              snooze.name(),
              snooze.reason());
    }
  }

  /// Never who.
  @Override
  public String toString() {
    return "WorklistView(…)";
  }
}
