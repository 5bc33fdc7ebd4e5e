package org.trousse.referencing.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.criterion.SpecificationReader;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

final class ManifestDifferenceTest {
  private static final Specification V1 =
      SpecificationReader.published().find("1.0.0").orElseThrow();
  private static final Manifest BEFORE = Manifests.good("fapi2-devices");

  @Test
  void the_same_manifest_needs_no_test() {
    ManifestDifference difference = ManifestDifference.between(V1, BEFORE, BEFORE);

    assertThat(difference.isNothing()).isTrue();
    assertThat(difference.criteria()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/name, Autre, CNS-01",
    "/contacts/support, autre@glucose.example, PRV-03",
    "/contacts/security, autre@glucose.example, GOV-03 GOV-08",
    "/contacts/dataProtection, autre@glucose.example, GOV-04",
    "/exchange/incidentWebhook, https://api.glucose.example/autre, GOV-07",
    "/exchange/testDriver, https://api.glucose.example/autre, ''",
    "/exchange/redirectUris/0, https://app.glucose.example/autre, OAU-02 OAU-04",
    "/hosting/expires, 2029-06-30, HOS-01",
    "/hosting/provider, Autre Exemple, GOV-09 HOS-01 HOS-02 HOS-04 HOS-05",
    "/hosting/countries/1, IT, HOS-01 HOS-02 PRV-01 PRV-02",
    "/languages/1, it, ''",
    "/price/model, free, ETH-02",
    "/pages/privacyFrench, https://www.glucose.example/autre, PRV-02",
    "/pages/accessibilityLevel, total, ETH-01",
    "/pages/disclosure, https://www.glucose.example/autre, GOV-08",
    "/release/version, 4.2.2, COD-01 COD-02 COD-05 COD-06 COD-07 LOG-03 NET-02 NET-03",
  })
  void a_changed_fact_is_named_and_its_criteria_are_tested_again(
      String at, String value, String criteria) {
    Manifest now = Manifests.changed("fapi2-devices", root -> put(root, at, value));

    ManifestDifference difference = ManifestDifference.between(V1, BEFORE, now);

    assertThat(difference.changes())
        .singleElement()
        .satisfies(change -> {
          assertThat(change.fact().french()).isNotBlank();
          assertThat(change.fact().english()).isNotBlank();
        });
    assertThat(String.join(" ", difference.criteria())).isEqualTo(criteria);
  }

  @Test
  void a_new_permission_touches_consent_and_data_but_not_the_host() {
    Manifest now = Manifests.changed("fapi2-devices", ManifestDifferenceTest::wantsTension);

    ManifestDifference difference = ManifestDifference.between(V1, BEFORE, now);

    assertThat(difference.criteria())
        .contains("CNS-01", "CNS-02", "OAU-03", "API-08", "PRV-01")
        .noneMatch(id -> id.startsWith("HOS") || id.startsWith("COD") || id.startsWith("DEV"));
  }

  @Test
  void what_applies_for_the_first_time_is_tested() {
    Manifest listing = Manifests.changed("fapi2-devices", ManifestDifferenceTest::listedOnly);

    ManifestDifference difference = ManifestDifference.between(V1, listing, BEFORE);

    assertThat(difference.criteria())
        .contains("OAU-01", "OAU-09", "API-01", "GOV-07", "PRV-04", "SAF-02")
        .doesNotContain("NET-01", "GOV-03", "ETH-01");
  }

  @Test
  void what_does_not_apply_any_more_is_not_tested() {
    Manifest listing = Manifests.changed("fapi2-devices", ManifestDifferenceTest::listedOnly);

    ManifestDifference difference = ManifestDifference.between(V1, BEFORE, listing);

    assertThat(difference.isNothing()).isFalse();
    assertThat(difference.criteria())
        .noneMatch(id -> id.startsWith("OAU") || id.startsWith("API") || id.startsWith("CNS"));
  }

  @Test
  void a_higher_risk_tier_is_looked_at_more_deeply() {
    Manifest now =
        Manifests.changed(
            "fapi2-devices",
            root -> ((ObjectNode) root.get("medicalDevice")).put("riskClass", "III"));

    ManifestDifference difference = ManifestDifference.between(V1, BEFORE, now);

    assertThat(difference.criteria())
        .containsExactly("COD-04", "DEV-06", "GOV-06", "OAU-07", "SAF-01");
  }

  @Test
  void no_two_manifests_that_differ_look_the_same() {
    for (int seed = 0; seed < 300; seed++) {
      Manifest one = new ManifestGenerator(new Random(seed)).manifest();
      Manifest other = new ManifestGenerator(new Random(seed + 1_000)).manifest();

      assertThat(ManifestDifference.between(V1, one, other).isNothing()).isFalse();
      assertThat(ManifestDifference.between(V1, one, one).isNothing()).isTrue();
    }
  }

  /// Each leaf of the JSON, changed alone, is seen.
  @Test
  void no_change_goes_unseen() {
    for (var record : Manifest.class.getRecordComponents()) {
      Manifest now = differingIn(record.getName());

      assertThat(ManifestDifference.between(V1, BEFORE, now).changes())
          .as(record.getName())
          .isNotEmpty();
    }
  }

  @Test
  void only_criteria_that_exist_are_named() {
    Manifest nothingAlike = new ManifestGenerator(new Random(3)).manifest();

    ManifestDifference difference = ManifestDifference.between(V1, nothingAlike, BEFORE);

    assertThat(new TreeSet<>(V1.criteria().stream().map(Criterion::id).toList()))
        .containsAll(difference.criteria());
    assertThat(difference.changes())
        .flatExtracting(ManifestDifference.Change::criteria)
        .allSatisfy(id -> assertThat(V1.find(id)).as(id).isPresent());
  }

  private static Manifest differingIn(String field) {
    Consumer<ObjectNode> change =
        switch (field) {
          case "name" -> root -> root.put("name", "Autre");
          case "summary", "description" ->
              root -> ((ObjectNode) root.get(field)).put("en", "Other.");
          case "editor" -> root -> ((ObjectNode) root.get(field)).put("legalName", "Autre");
          case "contacts" ->
              root -> ((ObjectNode) root.get(field)).put("support", "a@glucose.example");
          case "purposes" -> root -> root.putArray(field).add("social");
          case "audience" -> root -> ((ObjectNode) root.get(field)).put("minors", true);
          case "exchange" -> root -> ((ObjectNode) root.get(field)).put("deviceFlow", false);
          case "devices" -> root -> ((ObjectNode) root.at("/devices/0")).put("name", "Autre");
          case "hosting" -> root -> ((ObjectNode) root.get(field)).put("certificate", "Autre");
          case "hosts" -> root -> ((ArrayNode) root.get(field)).add("autre.glucose.example");
          case "languages" -> root -> ((ArrayNode) root.get(field)).add("it");
          case "platforms" -> root -> root.putArray(field).add("web");
          case "price" -> root -> ((ObjectNode) root.get(field)).put("model", "paid");
          case "medicalDevice", "ai", "study" -> root -> root.remove(field);
          case "pages" ->
              root -> ((ObjectNode) root.get(field)).putArray("toTest").add("https://a.example/");
          case "release" -> root -> ((ObjectNode) root.get(field)).put("date", "2026-11-03");
          default -> throw new AssertionError("no change for " + field);
        };
    return Manifests.changed("fapi2-devices", change);
  }

  private static void put(ObjectNode root, String at, String value) {
    int slash = at.lastIndexOf('/');
    var parent = root.at(at.substring(0, slash));
    String last = at.substring(slash + 1);
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(last), array.stringNode(value));
    } else {
      ((ObjectNode) parent).put(last, value);
    }
  }

  private static void wantsTension(ObjectNode root) {
    ObjectNode want =
        ((ArrayNode) root.at("/exchange/wants"))
            .addObject()
            .put("permission", "blood-pressure.read")
            .put("needed", false);
    want.putObject("reason").put("fr", "Exemple.").put("en", "Sample.");
    want.putObject("without").put("fr", "Rien.").put("en", "Nothing.");
  }

  private static void listedOnly(ObjectNode root) {
    root.remove("exchange");
    root.putArray("devices");
  }
}
