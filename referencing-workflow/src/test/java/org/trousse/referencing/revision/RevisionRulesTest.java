package org.trousse.referencing.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.dossier.Act;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Dossier.Identity;
import org.trousse.referencing.dossier.DossierRules;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.evidence.Evidence;
import org.trousse.referencing.evidence.content.FileKind;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.Outcome;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.ManifestReader;
import org.trousse.referencing.revision.RevisionRules.Handed;

final class RevisionRulesTest {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final Specification NEWEST = SpecificationReader.published().newest();
  private static final UUID ORGANISATION = UUID.randomUUID();
  private static final Actor.Vendor VENDOR =
      new Actor.Vendor(UUID.randomUUID(), ORGANISATION, Actor.VendorRole.OWNER);
  private static final String HASH = "a".repeat(64);

  private static Manifest manifest(String from, String to) {
    String resource = "/manifest/smart-public.json";
    try (InputStream in = RevisionRulesTest.class.getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
      String text = new String(bytes, StandardCharsets.UTF_8).replace(from, to);
      return switch (new ManifestReader().read(text.getBytes(StandardCharsets.UTF_8))) {
        case ManifestReader.Outcome.Read(var read) -> read;
        case ManifestReader.Outcome.Refused(var errors) ->
            throw new AssertionError("refused: " + errors);
      };
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static final Manifest PLAIN = manifest("§", "§");

  private static Evidence file(String criterion, Instant at) {
    return new Evidence(
        UUID.randomUUID(),
        ORGANISATION,
        UUID.randomUUID(),
        criterion,
        "a.json",
        1,
        FileKind.JSON,
        2,
        HASH,
        VENDOR.account(),
        at,
        null,
        null);
  }

  private static Handed handed(Manifest manifest, @Nullable Manifest before, List<Evidence> files) {
    return new Handed(NEWEST, 1, manifest, HASH, files, before);
  }

  private static Dossier begun() {
    Identity identity = new Identity(UUID.randomUUID(), "TR-2026-0001", "app", ORGANISATION);
    return ((Decided) DossierRules.begin(identity, null, VENDOR, START)).dossier();
  }

  private static Dossier after(Dossier dossier, Act act, Actor by) {
    return ((Decided) DossierRules.decide(dossier, act, by, START)).dossier();
  }

  /// A dossier on which a machine has judged NET-01 and GOV-07.
  private static Dossier judged() {
    Dossier revised =
        after(begun(), RevisionRules.revise(handed(PLAIN, null, List.of()), begun()), VENDOR);
    List<Finding> passed =
        List.of(
            new Finding("NET-01", Outcome.PASSED, START, List.of(), List.of(), List.of()),
            new Finding("GOV-07", Outcome.PASSED, START, List.of(), List.of(), List.of()));
    return after(revised, new Act.Find(passed), new Actor.Platform());
  }

  @Test
  void what_is_asked_and_provided_follows_from_manifest_and_files() {
    Act.Revise revise =
        RevisionRules.revise(handed(PLAIN, null, List.of(file("GOV-01", START))), begun());

    assertThat(revise.evidence().tier()).isEqualTo(RiskTier.R2);
    assertThat(revise.evidence().asked()).containsKeys("GOV-01", "OAU-01", "COD-05");
    assertThat(revise.evidence().asked()).doesNotContainKeys("IDN-02", "DEV-01", "API-01");
    assertThat(revise.evidence().provided()).contains("GOV-01", "OAU-01", "NET-01");
    assertThat(revise.evidence().provided()).doesNotContain("GOV-02", "SAF-01", "ETH-02");
    assertThat(revise.retest()).isEmpty();
  }

  @Test
  void what_changed_in_the_manifest_is_judged_again_and_nothing_else() {
    Manifest moved =
        manifest("[\"api.tension.example\"]", "[\"api.tension.example\", \"eu.tension.example\"]");

    Act.Revise revise = RevisionRules.revise(handed(moved, PLAIN, List.of()), judged());

    assertThat(revise.retest()).containsExactly("NET-01");
  }

  @Test
  void a_file_that_came_after_the_verdict_is_judged_anew() {
    List<Evidence> late = List.of(file("GOV-07", START.plus(Duration.ofSeconds(1))));
    List<Evidence> early = List.of(file("GOV-07", START));

    assertThat(RevisionRules.revise(handed(PLAIN, PLAIN, late), judged()).retest())
        .containsExactly("GOV-07");
    assertThat(RevisionRules.revise(handed(PLAIN, PLAIN, early), judged()).retest()).isEmpty();
  }

  @Test
  void a_dossier_keeps_its_version_of_the_specification_until_it_is_renewed() {
    assertThat(RevisionRules.specification(State.DRAFT, "1.0.0", "2.0.0")).isEqualTo("2.0.0");
    assertThat(RevisionRules.specification(State.REMEDIATION, "1.0.0", "2.0.0")).isEqualTo("1.0.0");
    assertThat(RevisionRules.specification(State.LISTED, "1.0.0", "2.0.0")).isEqualTo("1.0.0");
    assertThat(RevisionRules.specification(State.RENEWAL, "1.0.0", "2.0.0")).isEqualTo("2.0.0");
  }
}
