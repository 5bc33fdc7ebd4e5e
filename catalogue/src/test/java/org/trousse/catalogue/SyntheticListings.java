package org.trousse.catalogue;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.catalogue.listing.Decision;
import org.trousse.catalogue.listing.Facts;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Standing;
import org.trousse.catalogue.listing.Text;
import org.trousse.catalogue.listing.Verdict;
import org.trousse.catalogue.listing.Want;

/// Invented apps of invented editors, the same for the same seed.
public final class SyntheticListings {
  public static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  private static final List<String> KINDS =
      List.of("glucose", "blood-pressure", "body-weight", "body-temperature");
  private static final List<String> WORDS =
      List.of("Diary", "Suivi", "Carnet", "Élan", "Pulse", "Repère", "Balance", "Source");

  private SyntheticListings() {}

  /// So many, by a seed.
  public static List<Listing> make(int count, long seed) {
    Random random = new Random(seed);
    List<Listing> listings = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      listings.add(one(number, random));
    }
    return listings;
  }

  private static Listing one(int number, Random random) {
    Standing standing =
        switch (random.nextInt(20)) {
          case 0 -> Standing.SUSPENDED;
          case 1 -> Standing.PROVISIONAL;
          case 2 -> Standing.UNDER_WATCH;
          case 3 -> Standing.RENEWAL;
          case 4 -> Standing.DELISTED;
          default -> Standing.LISTED;
        };
    Set<String> kinds = new LinkedHashSet<>();
    for (int draw = random.nextInt(4); draw > 0; draw--) {
      kinds.add(KINDS.get(random.nextInt(KINDS.size())));
    }
    List<Want> wants = new ArrayList<>();
    for (String kind : kinds) {
      if (random.nextBoolean()) {
        wants.add(want(kind + ".read"));
      }
      wants.add(want(kind + ".add"));
    }
    LocalDate day = TODAY.minusDays(random.nextInt(700));
    String name = "Synthetic " + WORDS.get(random.nextInt(WORDS.size())) + " " + number;
    Facts facts = facts(name, kinds, wants, number, random);
    return listing("synthetic-" + number, facts, standing, day, verdicts(day));
  }

  /// An app with these facts.
  public static Listing listing(
      String softwareId, Facts facts, Standing standing, LocalDate day, List<Verdict> verdicts) {
    return new Listing(
        UUID.nameUUIDFromBytes(softwareId.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        1,
        "SYN-" + softwareId,
        softwareId,
        facts,
        "2026.1",
        verdicts,
        standing,
        day,
        day.plusMonths(24),
        List.of(),
        List.of(decision(day, Standing.LISTED), decision(day.plusDays(3), standing)));
  }

  public static Decision decision(LocalDate day, Standing standing) {
    return new Decision(
        day.atTime(9, 30).toInstant(ZoneOffset.UTC),
        standing,
        "2026.1",
        new Text("Raison inventée : " + standing.word(), "Invented reason: " + standing.word()),
        List.of("GOV-03", "HOS-01"));
  }

  public static Want want(String permission) {
    return new Want(
        permission,
        permission.endsWith(".add"),
        new Text("Pour le suivi (" + permission + ").", "For the diary (" + permission + ")."),
        new Text("Le suivi reste vide.", "The diary stays empty."));
  }

  /// Some verdicts of every sort.
  public static List<Verdict> verdicts(LocalDate day) {
    return List.of(
        verdict("CNS-01", Verdict.Word.CONFORM, day, Verdict.Decider.PERSON),
        verdict("HOS-01", Verdict.Word.CONFORM, day, Verdict.Decider.PERSON),
        verdict("GOV-03", Verdict.Word.CONFORM, day, Verdict.Decider.MACHINE),
        verdict("ETH-01", Verdict.Word.PARTIAL, day, Verdict.Decider.PERSON),
        verdict("COD-06", Verdict.Word.NOT_VERIFIED, null, Verdict.Decider.MACHINE));
  }

  public static Verdict verdict(
      String criterion, Verdict.Word word, @Nullable LocalDate on, Verdict.Decider decider) {
    LocalDate until = on == null ? null : on.plusYears(2);
    return new Verdict(
        criterion, new Text("Titre inventé", "Invented title"), word, on, until, decider);
  }

  private static Facts facts(
      String name, Set<String> kinds, List<Want> wants, int number, Random random) {
    boolean medical = random.nextInt(3) == 0;
    boolean french = random.nextInt(4) > 0;
    String maker = "Invented Maker " + random.nextInt(12);
    return new Facts(
        name,
        new Text("Suivre ses mesures jour après jour", "Follow one’s readings day after day"),
        new Text("Une application inventée.\nElle n’existe pas.", "An invented app."),
        kinds,
        new Facts.Editor(
            "Invented Editor " + random.nextInt(200),
            "000 000 000",
            "FR",
            URI.create("https://editor-" + number + ".example/")),
        new Facts.Contacts("help@editor.example", "security@editor.example", "dpo@editor.example"),
        new Facts.Audience(true, false, false),
        wants.isEmpty() ? null : exchange(wants, number),
        List.of(new Facts.Device("Model " + number % 40, maker, null, List.copyOf(kinds))),
        new Facts.Hosting(
            "Invented Host",
            "HDS-0000",
            TODAY.plusYears(1),
            List.of("FR", "DE"),
            List.of(
                new Facts.SubProcessor(
                    "Invented Mail", "FR", new Text("courrier", "mail"), false))),
        french ? List.of("fr", "en") : List.of("en"),
        Set.of(List.of(Facts.AppPlatform.values()).get(random.nextInt(4))),
        new Facts.Price(
            List.of(Facts.PriceModel.values()).get(random.nextInt(4)),
            new Text("Selon l’éditeur inventé", "Says the invented editor")),
        medical ? new Facts.MedicalDevice("IIa", "(01)00000000000000", null) : null,
        null,
        random.nextInt(5) == 0 ? study() : null,
        new Facts.Security(YearMonth.of(2026, 3), URI.create("https://editor.example/flaw"), 12),
        new Facts.Pages(
            URI.create("https://editor.example/fr/vie-privee"),
            URI.create("https://editor.example/en/privacy"),
            URI.create("https://editor.example/accessibility"),
            List.of(Facts.Level.values()).get(random.nextInt(3))),
        new Facts.Releases("1." + number % 9, TODAY.minusDays(40), "1." + number % 9));
  }

  public static Facts.Exchange exchange(List<Want> wants, int number) {
    return new Facts.Exchange(
        "smart-public",
        List.of("https://editor-" + number + ".example/callback"),
        List.of("https://editor-" + number + ".example"),
        null,
        null,
        false,
        wants,
        List.of(new Text("Un laboratoire inventé", "An invented laboratory")));
  }

  private static Facts.Study study() {
    return new Facts.Study(
        new Text("Étude inventée, randomisée", "Invented randomised study"),
        120,
        new Text("Aucune différence", "No difference"),
        URI.create("https://editor.example/study"));
  }

  /// A moment of that day.
  public static Instant at(LocalDate day) {
    return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
  }
}
