package org.trousse.platform.demo.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trousse.platform.demo.apps.DemoApps;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.evidence.content.ContentRules;
import org.trousse.referencing.evidence.content.Recognition;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.ManifestReader;
import org.trousse.referencing.manifest.ManifestReader.Outcome;
import org.trousse.referencing.manifest.RiskTierRules;
import org.trousse.referencing.past.PastLane.Piece;

final class DemoSheetsTest {
  private static final int PORT = 8080;

  @TempDir private Path folder;

  private List<DemoSheet> sheets() {
    return DemoSheets.all(
        Stream.concat(DemoApps.all(folder).stream(), Stream.of(DemoApps.night())).toList());
  }

  private static Manifest manifest(DemoSheet sheet) {
    String json = DemoManifest.of(sheet, PORT, DemoSheet.VERSION, LocalDate.of(2026, 9, 1));
    Set<String> open = Set.of("localhost:8080", "127.0.0.1:8080");
    Outcome outcome = new ManifestReader(open).read(json.getBytes(StandardCharsets.UTF_8));
    assertThat(outcome).isInstanceOf(Outcome.Read.class);
    return ((Outcome.Read) outcome).manifest();
  }

  @Test
  void there_is_one_app_in_each_of_eight_states_and_each_has_an_id_of_its_own() {
    List<DemoSheet> sheets = sheets();

    assertThat(sheets)
        .extracting(DemoSheet::state)
        .containsExactlyInAnyOrder(
            State.LISTED,
            State.LISTED_PROVISIONAL,
            State.UNDER_WATCH,
            State.SUSPENDED,
            State.EXPERT_REVIEW,
            State.REMEDIATION,
            State.DRAFT,
            State.RENEWAL);
    assertThat(sheets.stream().map(DemoSheet::id).distinct()).hasSize(8);
    assertThat(sheets.stream().map(DemoSheet::reference).distinct()).hasSize(8);
  }

  @Test
  void every_manifest_is_read_without_a_fault_and_the_tiers_are_as_meant() {
    Map<String, RiskTier> meant =
        Map.of(
            "demo-web", RiskTier.R3,
            "demo-server", RiskTier.R3,
            "demo-clinic", RiskTier.R3,
            "demo-cuff", RiskTier.R2,
            "demo-night", RiskTier.R2,
            "demo-weight", RiskTier.R2,
            "demo-fever", RiskTier.R2,
            "demo-walk", RiskTier.R1);

    for (DemoSheet sheet : sheets()) {
      Manifest manifest = manifest(sheet);

      assertThat(RiskTierRules.of(manifest)).isEqualTo(meant.get(sheet.software()));
      assertThat(manifest.name()).isEqualTo(sheet.name());
    }
  }

  @Test
  void a_manifest_asks_for_what_the_authorization_server_knows() {
    for (DemoSheet sheet : sheets()) {
      Manifest manifest = manifest(sheet);

      assertThat(manifest.wants())
          .extracting(Manifest.Want::permission)
          .containsExactlyElementsOf(
              sheet.wants().stream().map(want -> want.permission().word()).toList());
    }
  }

  @Test
  void every_file_is_one_that_is_taken() {
    for (DemoSheet sheet : sheets()) {
      List<Piece> pieces =
          DemoFilesLane.of(sheet, manifest(sheet), SpecificationReader.published().newest());

      assertThat(pieces).isNotEmpty();
      assertThat(pieces)
          .allSatisfy(piece ->
              assertThat(ContentRules.recognise(piece.bytes().getBytes()))
                  .isInstanceOf(Recognition.Recognised.class));
    }
  }
}
