package org.trousse.consent.page.authorise;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.page.authorise.Screen.Line;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.signin.Majority;

/// What becomes of a form that was sent.
public sealed interface Answer {
  /// The value of a radio button that leaves things as they are.
  String KEPT = "kept";

  /// How far back an app may read.
  enum History {
    TODAY,
    MONTHS_3,
    ALL;

    String word() {
      return switch (this) {
        case TODAY -> "today";
        case MONTHS_3 -> "3m";
        case ALL -> "all";
      };
    }

    static Optional<History> of(String word) {
      for (History history : values()) {
        if (history.word().equals(word)) {
          return Optional.of(history);
        }
      }
      return Optional.empty();
    }

    /// Null: everything.
    @Nullable Instant from(Instant now) {
      LocalDate today = LocalDate.ofInstant(now, Majority.ZONE);
      return switch (this) {
        case TODAY -> today.atStartOfDay(Majority.ZONE).toInstant();
        case MONTHS_3 -> today.minusMonths(3).atStartOfDay(Majority.ZONE).toInstant();
        case ALL -> null;
      };
    }
  }

  /// What a person sent.
  ///
  /// @param digest of the text that they read
  /// @param warned whether they were told what happens without a needed item
  record Form(
      boolean yes,
      Set<Permission> ticked,
      String history,
      String duration,
      String digest,
      boolean warned) {
    public Form {
      ticked = Set.copyOf(ticked);
    }

    /// Before anything was chosen.
    static Form blank() {
      return new Form(true, Set.of(), "", "", "", false);
    }
  }

  /// A field that misses its answer; the page has a sentence for it.
  enum Fault {
    LINES,
    HISTORY,
    DURATION;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// No. There is no second plea.
  record Refused() implements Answer {}

  /// The text is another than what was read: to be read again.
  record Changed() implements Answer {}

  /// The choices were kept while the person signed in: to be read again.
  record Resumed() implements Answer {}

  /// Something is missing; what was chosen stays chosen.
  record Incomplete(List<Fault> faults) implements Answer {}

  /// Needed items are not ticked: said once, with what happens then, and never again.
  record Warned(List<Line> without) implements Answer {}

  /// Yes, to this.
  record Given(Approval approval) implements Answer {}

  /// In this order: a refusal needs nothing, and nobody is warned before the form is whole.
  static Answer of(Form form, Question question, Screen screen, String language) {
    if (!form.yes()) {
      return new Refused();
    }
    if (!form.digest().equals(screen.digest())) {
      return new Changed();
    }
    List<Fault> faults = faults(form, question);
    if (!faults.isEmpty()) {
      return new Incomplete(faults);
    }
    List<Line> without =
        screen.lines().stream()
            .filter(line -> line.needed() && !form.ticked().contains(line.permission()))
            .toList();
    return !without.isEmpty() && !form.warned()
        ? new Warned(without)
        : new Given(approval(form, question, screen, language));
  }

  private static List<Fault> faults(Form form, Question question) {
    List<Fault> faults = new ArrayList<>();
    boolean again = question.live().isPresent();
    if (allowed(form, question).isEmpty()) {
      faults.add(Fault.LINES);
    }
    if (form.ticked().stream().anyMatch(Question::hasPast)
        && History.of(form.history()).isEmpty()
        && !(again && form.history().equals(KEPT))) {
      faults.add(Fault.HISTORY);
    }
    if (Duration.of(form.duration()).isEmpty() && !(again && form.duration().equals(KEPT))) {
      faults.add(Fault.DURATION);
    }
    return faults;
  }

  /// What was ticked of what was offered, and what stays.
  private static Set<Permission> allowed(Form form, Question question) {
    Set<Permission> allowed = new TreeSet<>(question.offered());
    allowed.retainAll(form.ticked());
    allowed.addAll(question.kept());
    return allowed;
  }

  private static Approval approval(Form form, Question question, Screen screen, String language) {
    Optional<Grant> live = question.live();
    boolean keepsEnd = form.duration().equals(KEPT);
    Duration duration =
        keepsEnd ? live.orElseThrow().duration() : Duration.of(form.duration()).orElseThrow();
    Instant end = keepsEnd ? live.orElseThrow().endsAt() : duration.after(question.now());
    LocalDate majority = question.who().mandateUntil();
    Optional<Instant> cut = majority == null ? Optional.empty() : Majority.cut(majority, end);
    return new Approval(
        question.who().account(),
        question.who().session(),
        Objects.requireNonNull(question.who().patient()),
        allowed(form, question),
        historyFrom(form, question),
        duration,
        cut.orElse(keepsEnd ? end : null),
        language,
        screen.shown());
  }

  /// Without a choice the least: from today on, or what stood.
  private static @Nullable Instant historyFrom(Form form, Question question) {
    Optional<History> chosen = History.of(form.history());
    if (chosen.isPresent() && question.hasHistory()) {
      return chosen.get().from(question.now());
    }
    Optional<Grant> live = question.live();
    return live.isPresent() ? live.get().historyFrom() : History.TODAY.from(question.now());
  }
}
