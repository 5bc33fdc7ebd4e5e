package org.trousse.platform.demo.people;

import java.time.LocalDate;
import java.util.Locale;

/// A synthetic person without a record here, who comes to work: on dossiers, or with patients.
public record DemoWorker(
    Post post, String given, String family, LocalDate birthDate, DemoPerson.Story story) {
  /// What somebody is there for.
  public enum Post {
    /// owns the demo's vendor
    VENDOR,
    /// leads the officers
    LEAD,
    /// sits on the committee
    COMMITTEE,
    /// visits patients at home
    NURSE,
    /// is in nobody's care team, and may break glass
    DOCTOR;

    /// What the picker's form sends.
    public String card() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Where they begin.
  public String landing(Locale language) {
    boolean english = language.getLanguage().equals("en");
    return switch (post) {
      case VENDOR -> english ? "/en/vendor" : "/fr/editeur";
      case LEAD, COMMITTEE -> english ? "/en/referencing/queue" : "/fr/referencement/file";
      case NURSE -> english ? "/en/worklist" : "/fr/tournee";
      case DOCTOR -> english ? "/en/emergency-access" : "/fr/acces-urgence";
    };
  }

  /// Both names, for a list.
  public String name() {
    return given + " " + family;
  }

  /// Never the name, as for [DemoPerson].
  @Override
  public String toString() {
    return "DemoWorker(…)";
  }
}
