package org.trousse.catalogue.page.app;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.catalogue.claim.Backing;
import org.trousse.catalogue.claim.ClaimRules;
import org.trousse.catalogue.claim.ClaimRules.Cell;
import org.trousse.catalogue.claim.ClaimRules.Row;
import org.trousse.catalogue.claim.Crowd;
import org.trousse.catalogue.claim.Observed;
import org.trousse.catalogue.listing.Facts.Exchange;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Want;
import org.trousse.catalogue.page.Labels;
import org.trousse.catalogue.page.Words;

/// Writes the data table: type, reads, adds, why, and how much stands behind it.
final class DataText {
  private final Words words;
  private final Listing listing;
  private final LocalDate today;
  private final BackingText text;

  DataText(Words words, Listing listing, LocalDate today) {
    this.words = words;
    this.listing = listing;
    this.today = today;
    this.text = new BackingText(words, listing, today);
  }

  AppView.Data data(Optional<Observed> observed) {
    List<AppView.Line> lines = new ArrayList<>();
    for (Row row : ClaimRules.rows(listing, observed, today)) {
      add(lines, row.kind(), row.read(), true);
      add(lines, row.kind(), row.add(), false);
    }
    return new AppView.Data(
        lines.isEmpty() ? words.text("data.nothing") : "",
        lines,
        listing.facts().exchange() == null && lines.isEmpty() ? "" : seen(observed),
        recipients(words, listing.facts().exchange()),
        words.text("recipients.none"));
  }

  private void add(List<AppView.Line> lines, String kind, @Nullable Cell cell, boolean read) {
    if (cell == null) {
      return;
    }
    Want want = cell.want();
    lines.add(
        new AppView.Line(
            Labels.kind(words, kind),
            read,
            !read,
            want == null ? words.text("data.undeclared") : words.of(want.reason()),
            want == null ? "" : words.text(want.needed() ? "data.needed" : "data.optional"),
            words.text("backing." + cell.word().word()),
            because(cell)));
  }

  private String because(Cell cell) {
    Backing before = cell.before();
    String basis =
        before.word() == Backing.Word.DECLARED
            ? ""
            : words.text("data.before", text.word(before), text.because(before));
    Boolean seen = cell.seen();
    if (seen == null) {
      return words.text("data.not-known") + basis;
    }
    String key =
        cell.want() == null ? "data.seen-undeclared" : seen ? "data.seen" : "data.not-seen";
    return words.text(key, Observed.DAYS) + basis;
  }

  /// How many people, in steps, so that nobody can be counted.
  private String seen(Optional<Observed> observed) {
    if (observed.isEmpty()) {
      return words.text("seen.not-known");
    }
    long step = Crowd.atLeast(observed.get().people());
    return step == 0
        ? words.text("seen.few", Observed.DAYS, Crowd.SMALLEST)
        : words.text("seen.many", Observed.DAYS, words.number(step));
  }

  static List<String> recipients(Words words, @Nullable Exchange exchange) {
    return exchange == null ? List.of() : exchange.recipients().stream().map(words::of).toList();
  }
}
