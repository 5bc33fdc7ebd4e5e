package org.trousse.referencing.check.web;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How easily a text reads, from about 0 (hard) to 100 (easy): Flesch's formula, and for French the
/// factors of Kandel and Moles (1958). Syllables are counted by their vowels, so the figure is an
/// estimate.
final class ReadingGrade {
  private static final Pattern SENTENCE = Pattern.compile("[.!?…]+|\\n+");
  private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*");
  private static final Pattern VOWELS = Pattern.compile("[aeiouyàâäéèêëîïôöùûüÿœæ]+");

  private ReadingGrade() {}

  static double french(String text) {
    return grade(text, false, 207, 1.015, 73.6);
  }

  static double english(String text) {
    return grade(text, true, 206.835, 1.015, 84.6);
  }

  private static double grade(
      String text, boolean english, double base, double bySentence, double bySyllable) {
    int sentences = 0;
    int words = 0;
    int syllables = 0;
    for (String sentence : SENTENCE.split(text, -1)) {
      int before = words;
      Matcher word = WORD.matcher(sentence.toLowerCase(Locale.ROOT));
      while (word.find()) {
        words++;
        syllables += syllables(word.group(), english);
      }
      sentences += words > before ? 1 : 0;
    }
    return words == 0 ? 0 : base - bySentence * words / sentences - bySyllable * syllables / words;
  }

  static int syllables(String word, boolean english) {
    int count = 0;
    Matcher vowels = VOWELS.matcher(word);
    while (vowels.find()) {
      count++;
    }
    return Math.max(1, count - (mute(word, english) ? 1 : 0));
  }

  /// An ending that nobody says.
  private static boolean mute(String word, boolean english) {
    return english
        ? word.matches(".*[^aeiouyl]e") || word.matches(".*[^aeiouytd]ed")
        : word.matches(".*[^aeiouyàâäéèêëîïôöùûü](e|es|ent)") && word.length() > 3;
  }
}
