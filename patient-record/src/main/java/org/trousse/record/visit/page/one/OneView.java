package org.trousse.record.visit.page.one;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Status;
import org.trousse.record.revise.Act;
import org.trousse.record.revise.Acted;
import org.trousse.record.revise.ErrorReason;
import org.trousse.record.revise.Wish;
import org.trousse.record.visit.Effect;
import org.trousse.record.visit.VisitKind;
import org.trousse.record.visit.VisitLane.One;
import org.trousse.record.visit.page.AtHome;
import org.trousse.record.visit.page.VisitAddress;
import org.trousse.record.visit.page.VisitText;
import org.trousse.record.visit.page.one.ReadingView.Proposal;
import org.trousse.record.visit.page.one.ReadingView.Reason;
import org.trousse.sdk.measure.Amounts;

/// Puts one reading into words. Pure.
final class OneView {
  private OneView() {}

  /// What stands beside the reading.
  record Beside(String done, String fault, String note, Optional<Proposal> proposal) {}

  static ReadingView of(AtHome home, One one, Beside beside) {
    VisitText text = home.text();
    StoredReading now = one.now();
    VisitKind kind = kind(now);
    String when = text.on(now.reading().effectiveAt());
    boolean writes = home.opening().writable().contains(now.reading().measure());
    return new ReadingView(
        home.words(),
        home.words().text("visit.reading.title", text.kind(kind), when),
        home.name(),
        home.identity(),
        home.address(VisitAddress.SHEET, ""),
        home.address(VisitAddress.READING, home.id(now.key())),
        beside.done(),
        beside.fault(),
        text.value(kind, now.reading().amounts()),
        when,
        text.source(now),
        state(home, one),
        now.status() == Status.ENTERED_IN_ERROR,
        one.versions().stream().map(version -> version(home, version)).toList(),
        one.acts().stream().map(text::act).toList(),
        now.number(),
        typed(home, now.reading().amounts()),
        beside.note(),
        reasons(home),
        beside.proposal(),
        writes ? home.csrf() : "");
  }

  private static VisitKind kind(StoredReading one) {
    return VisitKind.of(one.reading().measure());
  }

  private static String state(AtHome home, One one) {
    boolean validated =
        one.acts().stream()
            .anyMatch(act -> act.act() == Act.VALIDATED && act.version() == one.now().number());
    return switch (one.now().status()) {
      case ENTERED_IN_ERROR -> home.words().text("visit.state.error");
      case AMENDED ->
          home.words().text("visit.state.amended")
              + (validated ? ", " + home.words().text("visit.state.validated") : "");
      case FINAL -> validated ? home.words().text("visit.state.validated") : "";
    };
  }

  private static String version(AtHome home, StoredReading version) {
    VisitText text = home.text();
    String error =
        version.status() == Status.ENTERED_IN_ERROR
            ? home.words().text("visit.reading.version.error")
            : "";
    return home.words()
        .text(
            "visit.reading.version",
            version.number(),
            text.on(version.lastUpdated()),
            text.value(kind(version), version.reading().amounts()),
            error);
  }

  /// As it would be typed.
  private static String typed(AtHome home, Amounts amounts) {
    BigDecimal value = amounts.value();
    BigDecimal diastolic = amounts.diastolic();
    return value == null
        ? ""
        : home.words().number(value)
            + (diastolic == null ? "" : "/" + home.words().number(diastolic));
  }

  private static List<Reason> reasons(AtHome home) {
    return Stream.of(ErrorReason.values())
        .filter(reason -> reason != ErrorReason.UNSAID)
        .map(reason -> new Reason(reason.word(), reason(home, reason)))
        .toList();
  }

  private static String reason(AtHome home, ErrorReason reason) {
    return home.words().text("visit.reason." + reason.word());
  }

  /// What a wish would do.
  ///
  /// @param act the form's word for it
  /// @param typed as it was typed
  static Proposal proposal(
      AtHome home, One one, Wish wish, Effect effect, String act, String typed) {
    VisitText text = home.text();
    VisitKind kind = kind(one.now());
    String value = text.value(kind, one.now().reading().amounts());
    String what =
        wish instanceof Wish.Amend amend
            ? home.words().text("visit.confirm.amend", value, text.value(kind, amend.amounts()))
            : home.words().text("visit.confirm.error", value, why(home, wish));
    return new Proposal(
        act,
        what,
        home.words()
            .text(
                "visit.confirm.effect",
                text.mean(kind, effect.before()),
                text.mean(kind, effect.after()),
                effect.count()),
        typed,
        wish.why() == null ? "" : wish.why().word(),
        wish.note());
  }

  private static String why(AtHome home, Wish wish) {
    ErrorReason reason = wish.why();
    return reason == null ? "" : reason(home, reason);
  }

  /// Who was faster, and when.
  static String overtaken(AtHome home, One now) {
    Optional<Acted> last =
        now.acts().stream().filter(act -> act.version() == now.now().number()).findFirst();
    return last.map(act ->
            home.words().text("visit.overtaken", home.text().on(act.at()), home.text().author(act)))
        .orElseGet(() -> home.words().text("visit.overtaken.device"));
  }
}
