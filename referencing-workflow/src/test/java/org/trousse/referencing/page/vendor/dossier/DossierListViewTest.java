package org.trousse.referencing.page.vendor.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.calendar.Turn;
import org.trousse.referencing.desk.DossierView.ClockView;
import org.trousse.referencing.desk.QueueLine;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.page.Words;

final class DossierListViewTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

  private static QueueLine line(String app, Optional<ClockView> clock) {
    return new QueueLine(
        UUID.randomUUID(),
        UUID.randomUUID(),
        "TR-" + app,
        app,
        "Demo vendor",
        State.REMEDIATION,
        NOW,
        Optional.empty(),
        clock,
        List.of(),
        Optional.empty());
  }

  private static Optional<ClockView> clock(Turn turn, @Nullable Instant due) {
    return Optional.of(new ClockView(turn, 1, 30, false, due, false));
  }

  @Test
  void what_the_vendor_must_do_first_stands_first() {
    Instant soon = NOW.plus(Duration.ofDays(1));
    Instant later = NOW.plus(Duration.ofDays(9));
    List<QueueLine> lines =
        List.of(
            line("listed", Optional.empty()),
            line("ours", clock(Turn.OURS, soon)),
            line("no date", clock(Turn.VENDORS, null)),
            line("later", clock(Turn.VENDORS, later)),
            line("soon", clock(Turn.VENDORS, soon)));

    DossierListView view =
        DossierListView.of(Words.in(Locale.ENGLISH, "vendor"), "t", lines, List.of(), "");

    assertThat(view.lines())
        .extracting(DossierListView.Line::app)
        .containsExactly("soon", "later", "no date", "listed", "ours");
  }
}
