package org.trousse.referencing.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.referencing.criterion.RiskTier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Row by row the table of docs/manifest.md.
final class RiskTierRulesTest {
  private static final String NONE = "";

  @ParameterizedTest
  @CsvSource({
    "'', R1",
    "identity.read, R2",
    "glucose.read, R2",
    "glucose.add, R2",
    "glucose.read glucose.add, R2",
    "glucose.add body-weight.add, R2",
    "glucose.read glucose.add body-weight.add, R2",
    "identity.read glucose.add body-weight.add, R2",
    "glucose.add body-weight.add blood-pressure.add, R3",
    "glucose.read body-weight.read, R3",
    "identity.read glucose.read, R3",
    "identity.read glucose.read glucose.add, R3",
    "identity.read glucose.read glucose.add blood-pressure.read blood-pressure.add"
        + " body-weight.read body-weight.add body-temperature.read body-temperature.add, R3",
  })
  void the_wants_decide(String wants, RiskTier tier) {
    assertThat(RiskTierRules.of(app(wants, root -> {}))).isEqualTo(tier);
  }

  @ParameterizedTest
  @CsvSource({
    "I, '', R2",
    "IIa, '', R2",
    "IIb, '', R3",
    "III, '', R4",
    "I, glucose.read, R2",
    "IIa, glucose.read body-weight.read, R3",
    "IIb, glucose.read, R3",
    "III, glucose.add, R4",
  })
  void the_class_of_the_app_decides(String riskClass, String wants, RiskTier tier) {
    Consumer<ObjectNode> medical =
        root ->
            root.putObject("medicalDevice")
                .put("riskClass", riskClass)
                .put("udiDi", "04000000000013");

    assertThat(RiskTierRules.of(app(wants, medical))).isEqualTo(tier);
  }

  @ParameterizedTest
  @CsvSource({"I, R2", "IIa, R2", "IIb, R3", "III, R4"})
  void the_class_of_a_device_decides_likewise(String riskClass, RiskTier tier) {
    assertThat(RiskTierRules.of(app(NONE, root -> device(root, riskClass)))).isEqualTo(tier);
  }

  @Test
  void the_highest_class_of_several_decides() {
    Manifest several =
        app(
            NONE,
            root -> {
              device(root, "I");
              device(root, "III");
              device(root, "IIa");
            });

    assertThat(RiskTierRules.of(several)).isEqualTo(RiskTier.R4);
  }

  @Test
  void a_device_that_is_no_medical_one_decides_nothing() {
    Manifest plain =
        app(
            NONE,
            root -> {
              device(root, "I");
              ((ObjectNode) root.at("/devices/0")).remove("riskClass");
              ((ObjectNode) root.at("/devices/0")).remove("udiDi");
            });

    assertThat(RiskTierRules.of(plain)).isEqualTo(RiskTier.R1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', R2",
    "glucose.add, R3",
    "identity.read, R3",
    "glucose.read body-weight.read, R4",
  })
  void minors_raise_by_one(String wants, RiskTier tier) {
    Consumer<ObjectNode> minors = root -> ((ObjectNode) root.get("audience")).put("minors", true);

    assertThat(RiskTierRules.of(app(wants, minors))).isEqualTo(tier);
  }

  @ParameterizedTest
  @CsvSource({
    "'', R2",
    "identity.read, R2",
    "glucose.add, R2",
    "glucose.read, R3",
    "glucose.read body-weight.read, R3",
  })
  void ai_weighs_more_where_it_reads(String wants, RiskTier tier) {
    assertThat(RiskTierRules.of(app(wants, RiskTierRulesTest::ai))).isEqualTo(tier);
  }

  @Test
  void rows_do_not_add_up_but_the_highest_decides() {
    Consumer<ObjectNode> all =
        root -> {
          ai(root);
          device(root, "IIb");
          ((ObjectNode) root.get("audience")).put("minors", true);
        };

    assertThat(RiskTierRules.of(app("glucose.read", all))).isEqualTo(RiskTier.R3);
  }

  @Test
  void a_tier_is_at_least_itself() {
    assertThat(RiskTier.R3.atLeast(RiskTier.R3)).isTrue();
    assertThat(RiskTier.R2.atLeast(RiskTier.R3)).isFalse();
  }

  private static Manifest app(String wants, Consumer<ObjectNode> change) {
    Consumer<ObjectNode> wanting =
        root -> {
          if (wants.isEmpty()) {
            root.remove("exchange");
            return;
          }
          ArrayNode list = ((ObjectNode) root.get("exchange")).putArray("wants");
          for (String word : wants.split(" ", -1)) {
            ObjectNode want = list.addObject().put("permission", word).put("needed", true);
            want.putObject("reason").put("fr", "Exemple.").put("en", "Sample.");
            want.putObject("without").put("fr", "Rien.").put("en", "Nothing.");
          }
        };
    return Manifests.changed("smart-public", wanting.andThen(change));
  }

  private static void device(ObjectNode root, String riskClass) {
    ObjectNode device =
        root.withArray("devices")
            .addObject()
            .put("name", "Exemple")
            .put("maker", "Exemple")
            .put("udiDi", "04000000000013")
            .put("riskClass", riskClass)
            .put("connection", "vendor-cloud");
    device.putArray("kinds").add("glucose");
  }

  private static void ai(ObjectNode root) {
    ObjectNode ai = root.putObject("ai");
    for (String part : new String[] {"use", "oversight", "limits"}) {
      ai.putObject(part).put("fr", "Exemple.").put("en", "Sample.");
    }
  }
}
