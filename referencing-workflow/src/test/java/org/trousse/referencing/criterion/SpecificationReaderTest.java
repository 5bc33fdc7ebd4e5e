package org.trousse.referencing.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.json.CanonicalJson;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class SpecificationReaderTest {
  /// What was published stays as it was: a new version gets a line of its own, no line changes.
  private static final Map<String, String> PINNED =
      Map.of("1.0.0", "631255063b38f504de371e2c3b2ab0648df57dac809623f028023929c6b84f6b");

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final SpecificationReader published = SpecificationReader.published();
  private final Specification newest = published.newest();

  @Test
  void every_published_version_is_what_it_was() {
    assertThat(published.all())
        .allSatisfy(one -> assertThat(PINNED).containsEntry(one.version(), one.sha256()));
    assertThat(published.all()).hasSameSizeAs(PINNED.keySet());
    assertThat(published.all()).isSortedAccordingTo(Specification.BY_VERSION);
  }

  @Test
  void the_hash_is_of_the_content_and_not_of_its_writing() {
    ObjectNode otherwise = root();
    otherwise.set("criteria", otherwise.remove("criteria"));
    String spaced = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(otherwise);

    Specification read = SpecificationReader.read(spaced.getBytes(StandardCharsets.UTF_8));

    assertThat(read).isEqualTo(newest);
    otherwise.put("publishedOn", "2026-11-23");
    assertThat(CanonicalJson.sha256(otherwise)).isNotEqualTo(newest.sha256());
  }

  @Test
  void version_1_has_seventy_criteria_in_thirteen_families() {
    Map<String, Long> counts =
        newest.criteria().stream()
            .collect(Collectors.groupingBy(Criterion::family, TreeMap::new, Collectors.counting()));

    assertThat(newest.criteria()).hasSize(70);
    assertThat(counts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("GOV", 9L),
                Map.entry("HOS", 5L),
                Map.entry("IDN", 5L),
                Map.entry("OAU", 9L),
                Map.entry("CNS", 4L),
                Map.entry("API", 8L),
                Map.entry("DEV", 7L),
                Map.entry("NET", 3L),
                Map.entry("COD", 7L),
                Map.entry("LOG", 3L),
                Map.entry("PRV", 4L),
                Map.entry("ETH", 4L),
                Map.entry("SAF", 2L)));
  }

  @Test
  void numbers_run_without_a_gap_and_follow_the_families() {
    List<String> expected =
        newest.families().stream()
            .flatMap(family -> {
              int size = newest.of(family).size();
              return java.util.stream.IntStream.rangeClosed(1, size)
                  .mapToObj(number -> "%s-%02d".formatted(family.id(), number));
            })
            .toList();

    assertThat(newest.criteria()).extracting(Criterion::id).containsExactlyElementsOf(expected);
  }

  @Test
  void levels_and_deciders_are_those_of_the_table() {
    assertThat(ids(one -> one.level() == Level.OPTIONAL)).containsExactly("ETH-04");
    assertThat(ids(one -> one.level() == Level.MANDATORY))
        .containsExactlyElementsOf(
            words(
                "GOV-01 GOV-02 GOV-03 GOV-04 GOV-08 HOS-01 HOS-02 HOS-03 IDN-01 IDN-03 IDN-04"
                    + " IDN-05 NET-01 NET-02 NET-03 COD-01 COD-02 COD-05 COD-06 COD-07 LOG-03"
                    + " PRV-02 PRV-03 ETH-01 ETH-02 ETH-03"));
    assertThat(ids(one -> one.decider() == Decider.HUMAN))
        .containsExactlyElementsOf(words("CNS-04 PRV-04 ETH-02 SAF-01"));
    assertThat(ids(one -> one.decider() == Decider.MACHINE_THEN_HUMAN))
        .containsExactlyElementsOf(
            words(
                "GOV-01 GOV-02 GOV-04 GOV-05 GOV-06 GOV-09 HOS-01 HOS-02 HOS-03 HOS-04 HOS-05"
                    + " IDN-05 OAU-05 CNS-01 CNS-03 DEV-04 DEV-05 DEV-06 COD-03 COD-04 COD-05"
                    + " LOG-02 PRV-01 PRV-02 PRV-03 ETH-01 ETH-03 ETH-04 SAF-02"));
  }

  @Test
  void conditions_are_on_the_right_criteria() {
    assertThat(ids(one -> one.condition() == Condition.PATIENTS)).containsExactly("IDN-01");
    assertThat(ids(one -> one.condition() == Condition.PROFESSIONALS)).containsExactly("IDN-02");
    assertThat(ids(one -> one.condition() == Condition.MOBILE)).containsExactly("COD-05");
    assertThat(ids(one -> one.condition() == Condition.AI)).containsExactly("ETH-03");
    assertThat(ids(one -> one.condition() == Condition.TIER_R3)).containsExactly("OAU-07");
    assertThat(ids(one -> one.condition() == Condition.CONFIDENTIAL_CLIENT))
        .containsExactly("OAU-08");
    assertThat(ids(one -> one.condition() == Condition.MQTT_DEVICES)).containsExactly("DEV-03");
    assertThat(ids(one -> one.condition() == Condition.MEDICAL_DEVICE)).containsExactly("DEV-06");
    assertThat(ids(one -> one.condition() == Condition.DEVICES))
        .containsExactlyElementsOf(words("DEV-01 DEV-02 DEV-04 DEV-05 DEV-07"));
    assertThat(ids(one -> one.condition() == Condition.READS)).containsExactly("API-08");
    assertThat(ids(one -> one.condition() == Condition.ADDS))
        .containsExactlyElementsOf(words("API-01 API-02 API-03 API-04 API-05 API-06"));
  }

  @Test
  void every_guidance_says_what_to_do_what_is_looked_at_and_what_fails() {
    assertThat(newest.criteria())
        .filteredOn(one -> one.level() != Level.OPTIONAL)
        .allSatisfy(one -> {
          assertThat(one.guidance().french()).contains("Refusé ");
          assertThat(one.guidance().english()).contains("It fails ");
          assertThat(one.guidance().french().split("\\. ")).hasSizeGreaterThanOrEqualTo(3);
          assertThat(one.guidance().english().split("\\. ")).hasSizeGreaterThanOrEqualTo(3);
        });
  }

  @Test
  void both_languages_are_always_there_and_differ() {
    assertThat(newest.criteria())
        .allSatisfy(one -> {
          differs(one.title());
          differs(one.guidance());
          assertThat(one.evidence()).allSatisfy(SpecificationReaderTest::differs);
        });
  }

  @Test
  void finds_a_criterion_by_its_id() {
    assertThat(newest.find("GOV-03").orElseThrow().decider()).isEqualTo(Decider.MACHINE);
    assertThat(newest.find("GOV-99")).isEmpty();
    assertThat(published.find("1.0.0")).contains(newest);
    assertThat(published.find("9.9.9")).isEmpty();
  }

  @Test
  void refuses_what_the_schema_does_not_know() {
    refuses(root -> root.put("note", "x"), "note");
    refuses(root -> criterion(root, 0).put("id", "GOV-1"), "pattern");
    refuses(root -> criterion(root, 0).remove("guidance"), "guidance");
    refuses(root -> criterion(root, 0).withObject("mappings").putArray("ISO").add("A.5"), "ISO");
  }

  @Test
  void refuses_a_file_that_contradicts_itself() {
    refuses(root -> criterion(root, 1).put("id", "GOV-01"), "GOV-01 stands twice");
    refuses(root -> criterion(root, 0).put("family", "ZZZ"), "is in no family");
    refuses(root -> criterion(root, 0).putArray("tracks").add("exchange"), "tracks must be");
    refuses(root -> criterion(root, 0).putArray("tiers").add("R4"), "tiers must be");
    refuses(root -> criterion(root, 0).remove("how"), "says what a machine does");
  }

  @Test
  void refuses_a_name_that_stands_twice() {
    byte[] twice = "{\"version\":\"1.0.0\",\"version\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> SpecificationReader.read(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
  }

  private static void differs(Text text) {
    assertThat(text.french()).isNotBlank().isNotEqualTo(text.english());
    assertThat(text.english()).isNotBlank();
  }

  private List<String> ids(java.util.function.Predicate<Criterion> which) {
    return newest.criteria().stream().filter(which).map(Criterion::id).toList();
  }

  private static List<String> words(String all) {
    return Arrays.asList(all.split(" "));
  }

  private ObjectNode root() {
    return (ObjectNode) MAPPER.readTree(SpecificationReader.file(newest));
  }

  private static ObjectNode criterion(ObjectNode root, int place) {
    return (ObjectNode) root.required("criteria").get(place);
  }

  private void refuses(Consumer<ObjectNode> change, String why) {
    ObjectNode root = root();
    change.accept(root);
    byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> SpecificationReader.read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
