package org.trousse.referencing.page.officer.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.Who.OfficerWho;
import org.trousse.referencing.page.Fault;
import org.trousse.referencing.page.Form;
import org.trousse.referencing.page.Spot;
import org.trousse.referencing.page.Words;

/// What every page of officers knows.
///
/// @param done what was just done, a key of `done.`; empty: nothing
/// @param form what was sent and did not go through; its words stay in their fields
/// @param faults of that form
/// @param problem what is wrong with no field in particular; empty: nothing
public record Head(
    Words words,
    String csrf,
    OfficerWho who,
    Names names,
    Instant now,
    String done,
    Form form,
    List<Fault> faults,
    String problem) {
  /// The button of a form that says what to do.
  public static final String ACT = "faire";

  private static final Set<String> DONE =
      Set.of(
          "pris",
          "rendu",
          "avis",
          "acte",
          "propose",
          "confirme",
          "decline",
          "arrete",
          "relance",
          "controle",
          "question",
          "message",
          "clos",
          "rouvert",
          "declare",
          "lien-fini",
          "invite",
          "retire",
          "agent-fini",
          "signalement");

  /// One of the pages that every other leads to.
  public record Way(String address, String label, boolean here) {}

  public Head {
    faults = List.copyOf(faults);
    done = DONE.contains(done) ? done : "";
  }

  /// The same after a form that did not go through.
  public Head refused(Form sent, List<Fault> wrong, String why) {
    return new Head(words, csrf, who, names, now, "", sent, wrong, why);
  }

  /// The same with people's names.
  public Head with(Names other) {
    return new Head(words, csrf, who, other, now, done, form, faults, problem);
  }

  public String text(String key, Object... parts) {
    return words.text(key, parts);
  }

  public boolean lead() {
    return who.role() == Officer.Role.LEAD;
  }

  /// The ways to the other pages; `here` is this one's own.
  public List<Way> ways(String here) {
    List<Way> all = new ArrayList<>();
    all.add(way(OfficerSpots.QUEUE, "queue", here));
    all.add(way(OfficerSpots.WATCH, "watch", here));
    all.add(way(OfficerSpots.REGISTER, "register", here));
    all.add(way(OfficerSpots.INTERESTS, "interests", here));
    if (lead()) {
      all.add(way(OfficerSpots.OFFICERS, "officers", here));
    }
    return all;
  }

  private Way way(Spot spot, String key, String here) {
    return new Way(spot.address(words), text("way." + key), key.equals(here));
  }

  public boolean wrong() {
    return !faults.isEmpty() || !problem.isEmpty();
  }

  /// What is wrong at a control; empty: nothing.
  public String fault(String control) {
    return Fault.at(faults, control).orElse("");
  }

  /// What the form of this act had in a field; empty when another form was sent.
  public String kept(String act, String field) {
    return form.get(ACT).equals(act) ? form.get(field) : "";
  }

  /// Whether the form of this act had this value among a field's.
  public boolean kept(String act, String field, String value) {
    return form.get(ACT).equals(act)
        && form.fields().getOrDefault(field, List.of()).contains(value);
  }
}
