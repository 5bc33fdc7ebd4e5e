package org.trousse.consent.page.authorise;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.page.Words;
import org.trousse.consent.page.authorise.Asked.Device;
import org.trousse.consent.page.authorise.Screen.Choice;
import org.trousse.consent.page.authorise.Screen.Fact;
import org.trousse.consent.page.authorise.Screen.Line;
import org.trousse.consent.page.authorise.Screen.Section;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.signin.Majority;

/// Writes the page's text. Whoever has allowed the app before reads only what is different.
final class ScreenText {
  private final Question question;
  private final Words words;
  private final AppEntry entry;
  private final String app;
  private final boolean child;

  private ScreenText(Question question, Words words) {
    this.question = question;
    this.words = words;
    this.entry = question.asked().app().entry();
    this.app = entry.name();
    this.child = question.whose().child();
  }

  static Screen of(Question question, Words words) {
    return new ScreenText(question, words).screen();
  }

  private Screen screen() {
    List<Line> lines = question.offered().stream().map(this::line).toList();
    return new Screen(
        heading(),
        question.whose().sentence(words),
        intro(),
        section("authorise.kept", question.kept()),
        section("authorise.removed", question.removed()),
        words.text(again() ? "authorise.lines.new" : "authorise.lines"),
        lines,
        words.text("authorise.history"),
        question.hasHistory() ? histories() : List.of(),
        words.text("authorise.duration"),
        durations(),
        facts(),
        words.text("authorise.yes"),
        words.text("authorise.no"));
  }

  private boolean again() {
    return question.live().isPresent();
  }

  private String heading() {
    if (!again()) {
      return words.text("authorise.h1", app);
    }
    return words.text(
        question.offered().isEmpty() ? "authorise.h1.same" : "authorise.h1.more", app);
  }

  private List<String> intro() {
    List<String> intro = new ArrayList<>();
    intro.add(words.text("authorise.who", app, entry.legalName(), entry.reference()));
    intro.add(words.text("authorise.why", words.of(entry.purpose())));
    Device device = question.asked().device();
    if (device != null) {
      intro.add(words.text("authorise.device", device.name(), device.place()));
      intro.add(words.text("authorise.device.compare", device.code()));
    }
    boolean paused = question.live().filter(g -> g.status() == GrantStatus.PAUSED).isPresent();
    if (paused) {
      intro.add(words.text("authorise.paused"));
    }
    return intro;
  }

  private Section section(String key, List<Permission> permissions) {
    return new Section(
        words.text(key, app), permissions.stream().map(p -> words.permission(p, child)).toList());
  }

  private Line line(Permission permission) {
    Want want =
        entry
            .want(permission)
            .orElseThrow(() -> new IllegalStateException("an app asks only for what it wants"));
    String tag = words.text(want.needed() ? "authorise.needed" : "authorise.optional", app);
    return new Line(
        permission,
        words.permission(permission, child),
        again() ? words.text("authorise.new") + ", " + tag : tag,
        words.text("authorise.reason", words.of(want.reason())),
        words.text("authorise.without", words.of(want.without())),
        want.needed());
  }

  private List<Choice> histories() {
    List<Choice> choices = new ArrayList<>();
    question
        .live()
        .ifPresent(grant -> {
          Instant from = grant.historyFrom();
          String label =
              from == null
                  ? words.text("authorise.history.kept.all")
                  : words.text("authorise.history.kept", words.day(from));
          choices.add(new Choice(Answer.KEPT, label, true));
        });
    for (Answer.History history : Answer.History.values()) {
      choices.add(
          new Choice(history.word(), words.text("authorise.history." + history.word()), false));
    }
    return choices;
  }

  private List<Choice> durations() {
    List<Choice> choices = new ArrayList<>();
    question
        .live()
        .ifPresent(grant ->
            choices.add(
                new Choice(
                    Answer.KEPT,
                    words.text("authorise.duration.kept", words.day(grant.endsAt())),
                    true)));
    for (Duration duration : Duration.values()) {
      String label = words.text("authorise.duration." + duration.word());
      choices.add(new Choice(duration.word(), label + compared(duration), false));
    }
    return choices;
  }

  /// Longer or shorter than what is allowed now; nothing when it ends on the same day.
  private String compared(Duration duration) {
    return question
        .live()
        .map(grant -> {
          int days = day(duration.after(question.now())).compareTo(day(grant.endsAt()));
          return days == 0 ? "" : words.text(days > 0 ? "authorise.longer" : "authorise.shorter");
        })
        .orElse("");
  }

  private static LocalDate day(Instant end) {
    return LocalDate.ofInstant(end, Majority.ZONE);
  }

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(fact("offline", question.asked().offline() ? offline() : "no"));
    if (entry.recipients().isEmpty()) {
      facts.add(fact("recipients", "none"));
    } else {
      String others = entry.recipients().stream().map(words::of).collect(Collectors.joining(" ; "));
      facts.add(
          new Fact(
              words.text("authorise.recipients"),
              words.text("authorise.recipients.some", app, others)));
    }
    facts.add(fact("stop", "how"));
    facts.add(fact("taken", "fate"));
    LocalDate majority = question.who().mandateUntil();
    if (majority != null && Majority.cut(majority, longest()).isPresent()) {
      facts.add(
          new Fact(
              words.text("authorise.majority"),
              words.text(
                  "authorise.majority.limit",
                  words.day(majority),
                  words.day(Majority.reapprovalLimit(majority)))));
    }
    return facts;
  }

  private String offline() {
    return question.live().filter(grant -> !grant.offline()).isPresent() ? "new" : "yes";
  }

  private Instant longest() {
    Instant kept = question.live().map(Grant::endsAt).orElse(question.now());
    Instant year = Duration.MONTHS_12.after(question.now());
    return kept.isAfter(year) ? kept : year;
  }

  private Fact fact(String topic, String which) {
    return new Fact(
        words.text("authorise." + topic), words.text("authorise." + topic + "." + which, app));
  }
}
