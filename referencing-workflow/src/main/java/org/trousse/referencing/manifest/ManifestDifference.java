package org.trousse.referencing.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.manifest.Manifest.Exchange;
import org.trousse.referencing.manifest.SpecificationRules.Applicability;
import org.trousse.referencing.text.Text;

/// What changed between two versions of a manifest, and what must be tested again because of it.
/// What did not change keeps its verdict.
///
/// @param changes in the order of the manifest
/// @param criteria ids that apply to the new version and whose old verdicts do not hold any more
public record ManifestDifference(List<Change> changes, SortedSet<String> criteria) {
  /// One fact that is not what it was.
  ///
  /// @param fact its name in words
  /// @param criteria ids that hang on it
  public record Change(Text fact, Set<String> criteria) {}

  private record Fact(
      String french,
      String english,
      Function<Manifest, @Nullable Object> value,
      Set<String> criteria) {
    boolean differs(Manifest old, Manifest now) {
      return !Objects.equals(value.apply(old), value.apply(now));
    }

    Change change() {
      return new Change(new Text(french, english), criteria);
    }
  }

  private static final Set<String> KEYS = Set.of("OAU-07", "OAU-08");

  private static final Set<String> PROTOCOL =
      Set.of(
          "OAU-01", "OAU-02", "OAU-04", "OAU-05", "OAU-06", "OAU-07", "OAU-08", "OAU-09", "CNS-02");

  private static final Set<String> PERMISSIONS =
      Set.of(
          "GOV-02", "GOV-06", "OAU-03", "CNS-01", "CNS-02", "API-01", "API-02", "API-03", "API-04",
          "API-05", "API-06", "API-08", "PRV-01", "PRV-02", "SAF-01");

  private static final Set<String> DEVICES =
      Set.of(
          "DEV-01", "DEV-02", "DEV-03", "DEV-04", "DEV-05", "DEV-06", "DEV-07", "API-03", "GOV-06",
          "SAF-01");

  /// What hangs on the very package.
  private static final Set<String> BUILD =
      Set.of("COD-01", "COD-02", "COD-05", "COD-06", "COD-07", "LOG-03", "NET-02", "NET-03");

  /// What is looked at more deeply in a higher risk tier.
  private static final Set<String> DEPTH = Set.of("COD-04", "GOV-06", "OAU-07", "SAF-01");

  private static final List<Fact> FACTS =
      List.of(
          fact("le nom", "the name", Manifest::name, "CNS-01"),
          fact("le résumé", "the summary", Manifest::summary, "GOV-02"),
          fact("la description", "the description", Manifest::description, "GOV-02", "SAF-01"),
          fact("l’éditeur", "the editor", Manifest::editor, "GOV-01", "PRV-04", "ETH-02"),
          fact("le contact d’aide", "the help contact", m -> m.contacts().support(), "PRV-03"),
          fact(
              "le contact de sécurité",
              "the security contact",
              m -> m.contacts().security(),
              "GOV-03",
              "GOV-08"),
          fact(
              "le contact du délégué à la protection des données",
              "the data protection officer’s contact",
              m -> m.contacts().dataProtection(),
              "GOV-04"),
          fact("les finalités", "the purposes", Manifest::purposes, "GOV-02", "PRV-01", "PRV-04"),
          fact(
              "le public",
              "whom the app is for",
              Manifest::audience,
              "GOV-06",
              "IDN-01",
              "IDN-02",
              "IDN-05",
              "PRV-01",
              "SAF-01"),
          exchange("le profil de sécurité", "the security profile", Exchange::profile, PROTOCOL),
          exchange("l’adresse des clés", "the address of the keys", Exchange::jwksUri, KEYS),
          exchange("les clés", "the keys", Exchange::jwks, KEYS),
          exchange(
              "la connexion par un code", "signing in by a code", Exchange::deviceFlow, PROTOCOL),
          exchange(
              "les adresses de retour",
              "the redirect addresses",
              Exchange::redirectUris,
              Set.of("OAU-02", "OAU-04")),
          exchange(
              "les origines web", "the web origins", Exchange::origins, Set.of("OAU-02", "OAU-05")),
          exchange("les permissions", "the permissions", Exchange::wants, PERMISSIONS),
          exchange(
              "les destinataires",
              "who receives data",
              Exchange::recipients,
              Set.of("CNS-01", "HOS-03", "PRV-01", "PRV-02")),
          exchange("le pilote d’essai", "the test driver", Exchange::testDriver, Set.of()),
          exchange(
              "l’adresse des incidents",
              "the incident address",
              Exchange::incidentWebhook,
              Set.of("GOV-07")),
          new Fact("les appareils", "the devices", Manifest::devices, DEVICES),
          fact(
              "l’hébergeur",
              "the host",
              m -> m.hosting().provider(),
              "GOV-09",
              "HOS-01",
              "HOS-02",
              "HOS-04",
              "HOS-05"),
          fact(
              "le certificat d’hébergement",
              "the hosting certificate",
              m -> m.hosting().certificate(),
              "HOS-01"),
          fact(
              "la fin du certificat d’hébergement",
              "the end of the hosting certificate",
              m -> m.hosting().expires(),
              "HOS-01"),
          fact(
              "les pays des données",
              "the countries of the data",
              m -> m.hosting().countries(),
              "HOS-01",
              "HOS-02",
              "PRV-01",
              "PRV-02"),
          fact(
              "les sous-traitants",
              "the sub-processors",
              m -> m.hosting().subProcessors(),
              "HOS-02",
              "HOS-03",
              "PRV-01",
              "PRV-02"),
          fact(
              "les serveurs appelés",
              "the servers that are called",
              Manifest::hosts,
              "HOS-02",
              "HOS-03",
              "NET-01",
              "NET-02"),
          fact("les langues", "the languages", Manifest::languages),
          fact(
              "les plateformes",
              "the platforms",
              Manifest::platforms,
              "COD-05",
              "COD-06",
              "COD-07",
              "ETH-01",
              "LOG-03",
              "NET-02",
              "NET-03",
              "OAU-05"),
          fact("le prix", "the price", Manifest::price, "ETH-02"),
          fact(
              "le dispositif médical",
              "the medical device",
              Manifest::medicalDevice,
              "DEV-06",
              "GOV-06",
              "SAF-01"),
          fact("l’usage d’une IA", "the use of AI", Manifest::ai, "ETH-03", "GOV-06", "SAF-01"),
          fact("l’étude", "the study", Manifest::study, "ETH-02"),
          fact(
              "la notice en français",
              "the notice in French",
              m -> m.pages().privacyFrench(),
              "PRV-02"),
          fact(
              "la notice en anglais",
              "the notice in English",
              m -> m.pages().privacyEnglish(),
              "PRV-02"),
          fact(
              "l’adresse de security.txt",
              "the address of security.txt",
              m -> m.pages().securityTxt(),
              "GOV-03",
              "GOV-08"),
          fact(
              "la politique de signalement",
              "the disclosure policy",
              m -> m.pages().disclosure(),
              "GOV-08"),
          fact(
              "la déclaration d’accessibilité",
              "the accessibility statement",
              m -> m.pages().accessibility(),
              "ETH-01"),
          fact(
              "le niveau d’accessibilité",
              "the accessibility level",
              m -> m.pages().accessibilityLevel(),
              "ETH-01"),
          fact("les pages à essayer", "the pages to try", m -> m.pages().toTest(), "ETH-01"),
          new Fact("la version publiée", "the release", Manifest::release, BUILD));

  public ManifestDifference {
    changes = List.copyOf(changes);
  }

  /// Nothing changed that is declared.
  public boolean isNothing() {
    return changes.isEmpty();
  }

  /// Compares two versions under the specification that the new one is judged by. Criteria that
  /// apply for the first time must be tested, and all of the depth that hangs on the risk tier.
  public static ManifestDifference between(
      Specification specification, Manifest old, Manifest now) {
    List<Change> changes = new ArrayList<>();
    SortedSet<String> criteria = new TreeSet<>();
    for (Fact fact : FACTS) {
      if (fact.differs(old, now)) {
        changes.add(fact.change());
        criteria.addAll(fact.criteria());
      }
    }
    RiskTier before = RiskTierRules.of(old);
    RiskTier after = RiskTierRules.of(now);
    if (before != after) {
      criteria.addAll(DEPTH);
    }
    var applied = SpecificationRules.of(specification, old, before);
    var applies = SpecificationRules.of(specification, now, after);
    applies.forEach((id, verdict) -> {
      if (!(verdict instanceof Applicability.Applies)) {
        criteria.remove(id);
      } else if (!(applied.get(id) instanceof Applicability.Applies)) {
        criteria.add(id);
      }
    });
    criteria.retainAll(applies.keySet());
    return new ManifestDifference(changes, criteria);
  }

  private static Fact fact(
      String french, String english, Function<Manifest, @Nullable Object> value, String... ids) {
    return new Fact(french, english, value, Set.of(ids));
  }

  private static Fact exchange(
      String french, String english, Function<Exchange, @Nullable Object> value, Set<String> ids) {
    return new Fact(
        french,
        english,
        manifest -> Optional.ofNullable(manifest.exchange()).map(value).orElse(null),
        ids);
  }
}
