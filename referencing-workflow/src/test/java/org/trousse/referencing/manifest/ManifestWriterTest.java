package org.trousse.referencing.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ManifestWriterTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int MANY = 500;

  @Test
  void what_is_written_is_read_back_the_same() {
    for (int seed = 0; seed < MANY; seed++) {
      Manifest manifest = new ManifestGenerator(new Random(seed)).manifest();

      Manifest read = Manifests.read(ManifestWriter.write(manifest));

      assertThat(read).as("seed %d", seed).isEqualTo(manifest);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"listing", "smart-public", "fapi2-devices"})
  void a_vendor_s_file_is_written_as_it_was(String name) {
    JsonNode theirs = MAPPER.readTree(Manifests.file(name));

    JsonNode ours = MAPPER.readTree(ManifestWriter.write(Manifests.good(name)));

    assertThat(ours).isEqualTo(theirs);
  }

  @Test
  void the_same_manifest_is_always_written_the_same() {
    Manifest one = new ManifestGenerator(new Random(7)).manifest();
    Manifest other = new ManifestGenerator(new Random(7)).manifest();

    assertThat(ManifestWriter.write(one)).isEqualTo(ManifestWriter.write(other));
  }
}
