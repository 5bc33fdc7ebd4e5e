package org.trousse.consent.page;

import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import org.trousse.consent.ConsentModule.Person;

/// Whose record a page is about, in words that stand large on it.
///
/// @param name with the family name's first letter only
/// @param more age and role when somebody acts for a child; else empty
/// @param child whether the reader acts for this person
public record Whose(String name, String more, boolean child) {
  /// The record of `person`.
  static Whose of(Person person, boolean child, LocalDate today, Words words) {
    String initial = person.family().substring(0, 1).toUpperCase(Locale.ROOT);
    String name = person.given() + " " + initial + ".";
    int age = Period.between(person.birthDate(), today).getYears();
    return new Whose(
        name, child ? words.text(age < 2 ? "whose.baby" : "whose.child", age) : "", child);
  }

  /// All of it in one sentence.
  public String sentence(Words words) {
    // a name ends with the dot of its initial
    return words.text("whose", name) + (more.isEmpty() ? "" : more + ".");
  }
}
