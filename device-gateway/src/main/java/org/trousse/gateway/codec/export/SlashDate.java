package org.trousse.gateway.codec.export;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.export.Preface.DateOrder;

/// A date and time as people write them: `24-06-2024 08:15`, `06/24/2024 8:15 PM`, `2024/06/24
/// 08:15`. Whether the day or the month comes first is told by the sender, or by a number above 12
/// somewhere in the file; it is never guessed.
///
/// @param first 0 when the year comes first
record SlashDate(
    int first, int second, int year, int month, int hour, int minute, int secondOfMinute) {
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{1,4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,4})[ T]+([0-9]{1,2}):([0-9]{2})"
              + "(?::([0-9]{2}))?\\s*(?:([AaPp])\\.?[Mm]\\.?)?");

  /// Empty for another form.
  static Optional<SlashDate> read(String text) {
    Matcher part = FORM.matcher(text.strip());
    if (!part.matches()) {
      return Optional.empty();
    }
    int hour = hour(Integer.parseInt(part.group(4)), part.group(7));
    int minute = Integer.parseInt(part.group(5));
    int second = part.group(6) == null ? 0 : Integer.parseInt(part.group(6));
    int middle = Integer.parseInt(part.group(2));
    int last = Integer.parseInt(part.group(3));
    if (part.group(1).length() == 4) {
      return Optional.of(
          new SlashDate(0, last, Integer.parseInt(part.group(1)), middle, hour, minute, second));
    }
    return part.group(1).length() <= 2 && part.group(3).length() == 4
        ? Optional.of(
            new SlashDate(Integer.parseInt(part.group(1)), middle, last, 0, hour, minute, second))
        : Optional.empty();
  }

  /// The order that a file's dates have by themselves; null when none tells, or they disagree.
  static @Nullable DateOrder order(List<SlashDate> dates) {
    boolean dayFirst = dates.stream().anyMatch(date -> date.first > 12);
    boolean monthFirst = dates.stream().anyMatch(date -> date.first > 0 && date.second > 12);
    if (dayFirst == monthFirst) {
      return null;
    }
    return dayFirst ? DateOrder.DMY : DateOrder.MDY;
  }

  /// Whether this date means two different days.
  boolean needsOrder() {
    return first > 0 && first != second;
  }

  /// Empty for a day that is in no calendar.
  Optional<LocalDateTime> local(@Nullable DateOrder order) {
    boolean dayFirst = order != DateOrder.MDY;
    int day = first == 0 ? second : dayFirst ? first : second;
    int ofYear = first == 0 ? month : dayFirst ? second : first;
    try {
      return Optional.of(LocalDateTime.of(year, ofYear, day, hour, minute, secondOfMinute));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static int hour(int said, @Nullable String half) {
    if (half == null) {
      return said;
    }
    if (said < 1 || said > 12) {
      return -1; // no such hour: no such time
    }
    return said % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
  }
}
