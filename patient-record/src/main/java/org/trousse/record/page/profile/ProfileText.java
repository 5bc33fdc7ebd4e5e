package org.trousse.record.page.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.trousse.record.page.profile.BandBar.Row;
import org.trousse.record.page.series.Opened;

/// The profile as plain text, to copy into a letter or a file.
final class ProfileText {
  private ProfileText() {}

  static String of(Opened opened, String title, String coverage, BandBar bar, Shown shown) {
    List<String> lines = new ArrayList<>();
    lines.add(title + " – " + opened.name());
    lines.add(shown.words().text("profile.text.until", shown.figures().moment(opened.now())));
    lines.add(coverage);
    for (Row row : bar.rows()) {
      if (!row.look().isEmpty()) {
        lines.add(
            shown
                .words()
                .text(
                    "profile.text.band",
                    row.title(),
                    row.range() + "\u00a0" + shown.unit().word(),
                    row.share(),
                    row.hours()));
      }
    }
    for (KeyNumbers.KeyNumber number : KeyNumbers.of(shown)) {
      String said = number.value().isEmpty() ? String.join(" ", number.why()) : number.value();
      lines.add(shown.words().text("profile.text.number", number.title(), said));
    }
    if (KeyNumbers.why("events", shown).isEmpty()) {
      lines.addAll(EventList.of(shown).counts());
    }
    lines.add(shown.words().text("profile.text.not.watched"));
    return lines.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
  }
}
