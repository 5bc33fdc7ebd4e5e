package org.trousse.referencing.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trousse.referencing.criterion.Condition;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Level;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.manifest.SpecificationRules.Applicability;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

final class SpecificationRulesTest {
  private static final Specification V1 =
      SpecificationReader.published().find("1.0.0").orElseThrow();

  @Test
  void an_app_that_is_listed_only_is_judged_by_what_is_mandatory_everywhere() {
    Manifest listing = Manifests.good("listing");

    assertThat(applying(listing, RiskTier.R1))
        .containsExactlyElementsOf(
            sorted(
                "GOV-01 GOV-02 GOV-03 GOV-04 GOV-08 HOS-01 HOS-02 HOS-03 IDN-01 IDN-03 IDN-04"
                    + " IDN-05 NET-01 NET-02 NET-03 COD-01 COD-02 COD-06 COD-07 LOG-03 PRV-02"
                    + " PRV-03 ETH-01 ETH-02 ETH-04"));
  }

  @Test
  void an_app_with_everything_is_judged_by_all_seventy() {
    Manifest all = Manifests.good("fapi2-devices");

    assertThat(applying(all, RiskTier.R3)).hasSize(70);
  }

  @Test
  void every_criterion_has_its_answer_in_the_order_of_the_specification() {
    Manifest app = Manifests.good("smart-public");

    assertThat(SpecificationRules.of(V1, app, RiskTier.R2).keySet())
        .containsExactlyElementsOf(V1.criteria().stream().map(Criterion::id).toList());
  }

  @Test
  void an_optional_criterion_stops_nobody() {
    Criterion bonus = V1.find("ETH-04").orElseThrow();
    Criterion mandatory = V1.find("ETH-01").orElseThrow();
    Manifest app = Manifests.good("listing");

    assertThat(SpecificationRules.of(bonus, app, RiskTier.R1))
        .isEqualTo(new Applicability.Applies(false));
    assertThat(SpecificationRules.of(mandatory, app, RiskTier.R1))
        .isEqualTo(new Applicability.Applies(true));
  }

  /// For each condition a manifest that meets it, and the same without.
  @ParameterizedTest
  @EnumSource(Condition.class)
  void a_condition_decides_about_its_criteria(Condition condition) {
    Manifest meets = Manifests.good("fapi2-devices");
    Manifest lacks = without(condition);
    RiskTier tier = condition == Condition.TIER_R3 ? RiskTier.R2 : RiskTier.R3;
    List<Criterion> its =
        V1.criteria().stream().filter(one -> one.condition() == condition).toList();

    assertThat(its)
        .isNotEmpty()
        .allSatisfy(one -> {
          assertThat(SpecificationRules.of(one, meets, RiskTier.R3))
              .isEqualTo(new Applicability.Applies(one.level() != Level.OPTIONAL));
          Applicability answer = SpecificationRules.of(one, lacks, tier);
          if (condition == Condition.ALWAYS) {
            assertThat(answer).isInstanceOf(Applicability.Applies.class);
          } else {
            assertThat(answer)
                .isInstanceOfSatisfying(
                    Applicability.NotApplicable.class,
                    not -> {
                      assertThat(not.reason().french()).isNotBlank();
                      assertThat(not.reason().english()).isNotBlank();
                    });
          }
        });
  }

  @Test
  void only_the_criteria_of_a_condition_fall_away_with_it() {
    for (Condition condition : Condition.values()) {
      Set<String> gone = new TreeSet<>();
      V1.criteria().forEach(one -> gone.add(one.id()));
      RiskTier tier = condition == Condition.TIER_R3 ? RiskTier.R2 : RiskTier.R3;
      gone.removeAll(applying(without(condition), tier));

      List<String> expected =
          V1.criteria().stream()
              .filter(one -> falls(one.condition(), condition))
              .map(Criterion::id)
              .sorted()
              .toList();

      assertThat(gone).as(condition.name()).containsExactlyElementsOf(expected);
    }
  }

  /// Without any device there is no MQTT device either.
  private static boolean falls(Condition its, Condition without) {
    return without != Condition.ALWAYS
        && (its == without || (without == Condition.DEVICES && its == Condition.MQTT_DEVICES));
  }

  @Test
  void on_the_listing_track_the_reason_is_the_track() {
    Criterion exchange = V1.find("OAU-01").orElseThrow();

    assertThat(SpecificationRules.of(exchange, Manifests.good("listing"), RiskTier.R4))
        .isInstanceOfSatisfying(
            Applicability.NotApplicable.class,
            not -> assertThat(not.reason().english()).contains("does not exchange"));
  }

  @Test
  void a_device_that_speaks_to_a_broker_of_the_vendor_speaks_mqtt() {
    Criterion mqtt = V1.find("DEV-03").orElseThrow();
    Manifest broker =
        Manifests.changed("fapi2-devices", root -> ((ArrayNode) root.get("devices")).remove(0));

    assertThat(SpecificationRules.of(mqtt, broker, RiskTier.R3))
        .isInstanceOf(Applicability.Applies.class);
  }

  @Test
  void a_medical_device_is_the_app_or_one_of_its_devices() {
    Criterion medical = V1.find("DEV-06").orElseThrow();
    Manifest appOnly =
        Manifests.changed("fapi2-devices", root -> ((ArrayNode) root.get("devices")).remove(0));
    Manifest deviceOnly = Manifests.changed("fapi2-devices", root -> root.remove("medicalDevice"));

    assertThat(SpecificationRules.of(medical, appOnly, RiskTier.R3))
        .isInstanceOf(Applicability.Applies.class);
    assertThat(SpecificationRules.of(medical, deviceOnly, RiskTier.R3))
        .isInstanceOf(Applicability.Applies.class);
  }

  private static Manifest without(Condition condition) {
    Consumer<ObjectNode> change =
        switch (condition) {
          case ALWAYS, TIER_R3 -> root -> {};
          case PATIENTS -> root -> ((ObjectNode) root.get("audience")).put("patients", false);
          case PROFESSIONALS ->
              root -> ((ObjectNode) root.get("audience")).put("professionals", false);
          case MOBILE -> root -> root.putArray("platforms").add("web");
          case AI -> root -> root.remove("ai");
          case DEVICES -> root -> root.putArray("devices");
          case MQTT_DEVICES ->
              root -> {
                ((ObjectNode) root.at("/devices/0")).put("connection", "platform-http");
                ((ObjectNode) root.at("/devices/1")).remove("broker");
              };
          case MEDICAL_DEVICE ->
              root -> {
                root.remove("medicalDevice");
                ((ObjectNode) root.at("/devices/0")).remove("udiDi");
                ((ObjectNode) root.at("/devices/0")).remove("riskClass");
              };
          case CONFIDENTIAL_CLIENT ->
              root ->
                  ((ObjectNode) root.get("exchange")).put("profile", "smart-public").remove("jwks");
          case READS -> root -> keep(root, ".add");
          case ADDS ->
              root -> {
                keep(root, ".read");
                ((ObjectNode) root.at("/devices/0")).put("connection", "vendor-cloud");
              };
        };
    return condition == Condition.ADDS
        ? Manifests.changed("fapi2-devices", change.andThen(SpecificationRulesTest::brokered))
        : Manifests.changed("fapi2-devices", change);
  }

  /// So that the device still speaks MQTT.
  private static void brokered(ObjectNode root) {
    ((ObjectNode) root.at("/devices/0")).put("broker", "mqtt.glucose.example:8883");
  }

  private static void keep(ObjectNode root, String direction) {
    ArrayNode wants = (ArrayNode) root.at("/exchange/wants");
    for (int place = wants.size() - 1; place >= 0; place--) {
      if (!wants.get(place).get("permission").stringValue().endsWith(direction)) {
        wants.remove(place);
      }
    }
  }

  private static List<String> applying(Manifest manifest, RiskTier tier) {
    return SpecificationRules.of(V1, manifest, tier).entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Applicability.Applies)
        .map(java.util.Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static List<String> sorted(String words) {
    return Arrays.stream(words.split(" ")).sorted().toList();
  }
}
