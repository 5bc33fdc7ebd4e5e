package org.trousse.record.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.care.RoleMatrix.Versions;
import org.trousse.record.professional.Profession;
import org.trousse.sdk.measure.Measure;

final class RoleMatrixTest {
  /// Codes of people who never read: insurers have none of their own in TRE_G15, so whatever they
  /// would call themselves is unknown.
  @ParameterizedTest
  @ValueSource(strings = {"", "00", "ALIM_AM", "AMO", "AMC", "INSURER", "99", "600", "60 ", "6O"})
  void insurers_and_unknown_professions_have_no_row(String code) {
    assertThat(Profession.ofCode(code)).isEmpty();
    assertThatThrownBy(() -> MatrixStore.read(file(row(code, "identity"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void no_profession_of_ours_is_an_insurer() {
    assertThat(Profession.values())
        .extracting(Profession::code)
        .containsExactly("10", "21", "40", "50", "60", "70", "80", "91", "95");
  }

  @Test
  void a_kind_that_is_not_known_refuses_the_file() {
    assertThatThrownBy(() -> MatrixStore.read(file(row("60", "everything"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("everything");
  }

  @Test
  void who_may_not_read_may_not_write() {
    JsonObject row = row("60", "identity").put("writes", new JsonArray().add("body-weight"));

    assertThatThrownBy(() -> MatrixStore.read(file(row)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_shipped_one_has_a_column_for_each_measure() {
    Set<Measure> all = CareKind.measures(Set.of(CareKind.values()));

    assertThat(all).containsExactlyInAnyOrder(Measure.values());
    for (Measure measure : Measure.values()) {
      assertThat(CareKind.of(measure).code()).isEqualTo(measure.code());
      assertThat(CareKind.of(measure).word()).isEqualTo(measure.word());
    }
  }

  @Test
  void the_trail_is_the_patients_alone_in_the_shipped_one() {
    RoleMatrix shipped = MatrixStore.shipped().all().getFirst();

    assertThat(shipped.rows().values())
        .noneMatch(row -> row.reads().contains(CareKind.TRAIL))
        .allMatch(row -> row.reads().contains(CareKind.IDENTITY));
  }

  @Test
  void the_newest_version_that_is_valid_already_is_in_force() {
    Versions versions =
        new Versions(List.of(version("b", "2026-07-01"), version("a", "2026-01-01")));

    assertThat(versions.on(LocalDate.parse("2025-12-31")).version()).isEmpty();
    assertThat(versions.on(LocalDate.parse("2025-12-31")).row(Profession.DOCTOR).reads()).isEmpty();
    assertThat(versions.on(LocalDate.parse("2026-06-30")).version()).isEqualTo("a");
    assertThat(versions.on(LocalDate.parse("2026-07-01")).version()).isEqualTo("b");
  }

  private static RoleMatrix version(String name, String from) {
    return new RoleMatrix(name, LocalDate.parse(from), "test", Map.of());
  }

  private static JsonObject row(String code, String reads) {
    return new JsonObject()
        .put("code", code)
        .put("reads", new JsonArray().add(reads))
        .put("writes", new JsonArray())
        .put("emergency", new JsonArray());
  }

  private static JsonObject file(JsonObject row) {
    return new JsonObject()
        .put(
            "versions",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("version", "t")
                        .put("validFrom", "2026-01-01")
                        .put("source", "test")
                        .put("professions", new JsonArray().add(row))));
  }
}
