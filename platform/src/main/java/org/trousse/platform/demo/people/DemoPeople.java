package org.trousse.platform.demo.people;

import static org.trousse.platform.demo.people.DemoDevice.Kind.CUFF;
import static org.trousse.platform.demo.people.DemoDevice.Kind.METER;
import static org.trousse.platform.demo.people.DemoDevice.Kind.MOLAR_METER;
import static org.trousse.platform.demo.people.DemoDevice.Kind.SCALE;
import static org.trousse.platform.demo.people.DemoDevice.Kind.SENSOR;
import static org.trousse.platform.demo.people.DemoDevice.Kind.THERMOMETER;
import static org.trousse.platform.demo.people.DemoPerson.Event.FEVER;
import static org.trousse.platform.demo.people.DemoPerson.Event.NOTHING;
import static org.trousse.platform.demo.people.DemoPerson.Event.SENSOR_GAP;
import static org.trousse.platform.demo.people.DemoPerson.Event.WEIGHT_GAIN;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.trousse.platform.demo.people.DemoDevice.Kind;
import org.trousse.platform.demo.people.DemoPerson.Body;
import org.trousse.platform.demo.people.DemoPerson.Story;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.simulator.GlucoseProfile;

/// The demo's people: always the same, none of them real. Besides the devices that the simulators
/// drive, each has one device per measure that waits for scripts.
public final class DemoPeople {
  private static final String FAMILY = "Démonstration";

  /// One for each measure, for scripts.
  private static final List<Kind> SPARE = List.of(METER, SENSOR, CUFF, SCALE, THERMOMETER);

  private static final List<DemoPerson> ALL =
      List.of(
          person(
              0x1c5f_93a0_27d4_e861L,
              "Lise",
              LocalDate.of(1984, 3, 12),
              "Diabète bien équilibré : capteur et lecteur, presque toujours dans la cible.",
              "Well-controlled diabetes: sensor and meter, nearly always in range.",
              new Body(GlucoseProfile.WELL_CONTROLLED, 121, 76, 63.4, NOTHING),
              List.of(SENSOR, METER, CUFF, SCALE)),
          person(
              0x32b8_04ef_9d16_7ac5L,
              "Karim",
              LocalDate.of(1971, 9, 30),
              "Hypoglycémies nocturnes : l’insuline du soir est trop forte.",
              "Night lows: the evening insulin is too strong.",
              new Body(GlucoseProfile.NIGHT_LOWS, 128, 80, 78.2, NOTHING),
              List.of(SENSOR, METER)),
          person(
              0x47e2_6d18_b3f0_952aL,
              "Jeanne",
              LocalDate.of(1959, 6, 4),
              "Deux jours sans capteur : la courbe montre le trou au lieu de le cacher.",
              "Two days without a sensor: the curve shows the gap instead of hiding it.",
              new Body(GlucoseProfile.WELL_CONTROLLED, 131, 79, 71.0, SENSOR_GAP),
              List.of(SENSOR, CUFF)),
          person(
              0x0f91_c7a4_58be_36d2L,
              "Malo",
              LocalDate.of(1992, 1, 21),
              "Un lecteur qui compte en mmol/L : converti, et la valeur d’origine gardée.",
              "A meter that counts in mmol/L: converted, and what it said is kept.",
              new Body(GlucoseProfile.WELL_CONTROLLED, 117, 72, 80.5, NOTHING),
              List.of(MOLAR_METER, SCALE)),
          person(
              0x6a04_e9d7_1235_8bfcL,
              "Henri",
              LocalDate.of(1946, 11, 8),
              "Insuffisance cardiaque : deux kilos de plus en cinq jours.",
              "Heart failure: two kilograms more in five days.",
              new Body(GlucoseProfile.WELL_CONTROLLED, 142, 84, 81.3, WEIGHT_GAIN),
              List.of(SCALE, CUFF)),
          person(
              0x58d3_2b76_e0a9_41c7L,
              "Zoé",
              LocalDate.of(2019, 4, 17),
              "Une enfant fiévreuse depuis avant-hier.",
              "A child with a fever since the day before yesterday.",
              new Body(GlucoseProfile.CHILD, 98, 61, 22.6, FEVER),
              List.of(THERMOMETER)),
          person(
              0x2d70_b1f5_84c6_e93bL,
              "Paul",
              LocalDate.of(1966, 2, 2),
              "Glycémie haute et variable, tension élevée.",
              "High and variable glucose, high blood pressure.",
              new Body(GlucoseProfile.HIGH_AND_VARIABLE, 151, 92, 94.8, NOTHING),
              List.of(SENSOR, CUFF, SCALE)),
          person(
              0x7b16_48ca_f29d_053eL,
              "Noé",
              LocalDate.of(2014, 8, 25),
              "Un enfant sous capteur : chaque gramme compte.",
              "A child with a sensor: every gram counts.",
              new Body(GlucoseProfile.CHILD, 103, 64, 38.1, NOTHING),
              List.of(SENSOR, THERMOMETER)));

  private static final DemoParent PARENT =
      new DemoParent(
          "Démo Inès",
          FAMILY,
          LocalDate.of(1987, 10, 5),
          new Story(
              "La mère de Zoé : elle agit pour sa fille, et n’a pas de dossier ici.",
              "Zoé’s mother: she acts for her daughter, and has no record here."),
          ALL.stream().filter(person -> person.given().endsWith("Zoé")).findFirst().orElseThrow());

  private static final List<DemoWorker> WORKERS =
      List.of(
          worker(
              DemoWorker.Post.VENDOR,
              "Ambre",
              LocalDate.of(1979, 5, 14),
              "Elle édite les huit applications de démonstration et suit leurs dossiers.",
              "She publishes the eight demo apps and follows their dossiers."),
          worker(
              DemoWorker.Post.LEAD,
              "Odile",
              LocalDate.of(1968, 12, 3),
              "Elle dirige le référencement : elle juge les critères et confirme les avis.",
              "She leads referencing: she judges criteria and confirms opinions."),
          worker(
              DemoWorker.Post.COMMITTEE,
              "Basile",
              LocalDate.of(1975, 7, 22),
              "Il siège à la commission : il propose les avis, une autre personne les confirme.",
              "He sits on the committee: he proposes opinions, another person confirms them."));

  private static final List<DemoWorker> CARERS =
      List.of(
          worker(
              DemoWorker.Post.NURSE,
              "Nora",
              LocalDate.of(1982, 4, 9),
              "Infirmière à domicile : six patients l’ont nommée, chacun lit quand elle consulte.",
              "A home nurse: six patients named her, and each reads when she consults."),
          worker(
              DemoWorker.Post.DOCTOR,
              "Denis",
              LocalDate.of(1970, 1, 31),
              "Médecin d’urgence que personne n’a nommé : il ne lit rien sans dire pourquoi.",
              "An emergency doctor whom nobody named: he reads nothing without saying why."));

  /// With the two officers above one more than a quorum, so that one may be absent.
  private static final List<DemoMember> COMMITTEE =
      List.of(
          new DemoMember("Démo Citoyenne 1", FAMILY, LocalDate.of(1963, 8, 19), true),
          new DemoMember("Démo Citoyen 2", FAMILY, LocalDate.of(1990, 2, 11), true),
          new DemoMember("Démo Experte 3", FAMILY, LocalDate.of(1981, 11, 27), false));

  private DemoPeople() {}

  /// Who else sits on the committee; the list of people does not offer them.
  public static List<DemoMember> committee() {
    return COMMITTEE;
  }

  /// Who works on dossiers: a vendor and two officers.
  public static List<DemoWorker> workers() {
    return WORKERS;
  }

  /// Who works with patients: a nurse and a doctor.
  public static List<DemoWorker> carers() {
    return CARERS;
  }

  private static DemoWorker worker(
      DemoWorker.Post post, String name, LocalDate birthDate, String french, String english) {
    return new DemoWorker(post, "Démo " + name, FAMILY, birthDate, new Story(french, english));
  }

  /// The mother of the child with a fever.
  public static DemoParent parent() {
    return PARENT;
  }

  public static List<DemoPerson> all() {
    return ALL;
  }

  private static DemoPerson person(
      long id,
      String name,
      LocalDate birthDate,
      String french,
      String english,
      Body body,
      List<Kind> live) {
    List<DemoDevice> devices = new ArrayList<>();
    live.forEach(kind -> devices.add(device(name, kind, true)));
    SPARE.forEach(kind -> devices.add(device(name, kind, false)));
    return new DemoPerson(
        new PatientId(id),
        "Démo " + name,
        FAMILY,
        birthDate,
        new Story(french, english),
        id,
        body,
        devices);
  }

  /// Names such as `lise-sensor` and `lise-spare-cuff`.
  private static DemoDevice device(String person, Kind kind, boolean live) {
    String bare = Normalizer.normalize(person, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    String what = kind == MOLAR_METER ? "meter" : kind.name().toLowerCase(Locale.ROOT);
    String name = bare.toLowerCase(Locale.ROOT) + (live ? "-" : "-spare-") + what;
    return new DemoDevice(new DeviceId(DemoDevice.TENANT, name), kind, live);
  }
}
