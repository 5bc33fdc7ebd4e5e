package org.trousse.referencing.revision;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Decision.Decided;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.refusal.Refusals;
import org.trousse.referencing.evidence.Evidence;
import org.trousse.referencing.evidence.EvidenceStore;
import org.trousse.referencing.history.DossierLane;
import org.trousse.referencing.history.ManifestStore.Version;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.ManifestReader;
import org.trousse.referencing.manifest.ManifestReader.Outcome;
import org.trousse.referencing.revision.RevisionRules.Handed;

/// Brings a dossier up to what its vendor has handed in.
public final class RevisionLane {
  /// Of two who hand something in at once, the last to look sees what both did.
  private static final int ROUNDS_MAX = 4;

  private final Vertx vertx;
  private final DossierLane dossiers;
  private final EvidenceStore files;
  private final ManifestReader reader;
  private final SpecificationReader specifications;

  public RevisionLane(
      Vertx vertx,
      DossierLane dossiers,
      EvidenceStore files,
      ManifestReader reader,
      SpecificationReader specifications) {
    this.vertx = vertx;
    this.dossiers = dossiers;
    this.files = files;
    this.reader = reader;
    this.specifications = specifications;
  }

  /// A manifest's text, read.
  ///
  /// @param version null: there is none yet
  public record Read(@Nullable Version version, @Nullable String text, Outcome outcome) {
    public Optional<Manifest> manifest() {
      return outcome instanceof Outcome.Read(var manifest)
          ? Optional.of(manifest)
          : Optional.empty();
    }
  }

  /// One version of a manifest; empty: there is no such one, or it cannot be read.
  public Future<Optional<Manifest>> manifest(UUID dossier, int version) {
    return dossiers
        .manifests()
        .read(dossier, version)
        .compose(text ->
            text.isEmpty()
                ? Future.succeededFuture(Optional.<Manifest>empty())
                : read(text.get()).map(outcome -> new Read(null, text.get(), outcome).manifest()));
  }

  /// The newest draft.
  ///
  /// @param versions the newest first
  public Future<Read> newest(UUID dossier, List<Version> versions) {
    Read none = new Read(null, null, new Outcome.Refused(List.of()));
    if (versions.isEmpty()) {
      return Future.succeededFuture(none);
    }
    Version newest = versions.getFirst();
    return dossiers
        .manifests()
        .read(dossier, newest.version())
        .compose(text ->
            text.isEmpty()
                ? Future.succeededFuture(none)
                : read(text.get()).map(outcome -> new Read(newest, text.get(), outcome)));
  }

  /// Off the event loop: a large one takes a while.
  private Future<Outcome> read(String text) {
    return vertx
        .executeBlocking(() -> reader.read(text.getBytes(StandardCharsets.UTF_8)), false)
        .map(Objects::requireNonNull);
  }

  public Specification specification(Dossier dossier) {
    var evidence = dossier.evidence();
    String own = evidence == null ? null : evidence.specification();
    String newest = specifications.newest().version();
    return specifications
        .find(RevisionRules.specification(dossier.state(), own, newest))
        .orElseThrow(() -> new IllegalStateException("a version that was never published: " + own));
  }

  /// After the vendor changed something. A manifest that cannot be read changes nothing; while
  /// officers judge, what they judge stands still.
  public Future<Decision> refresh(Actor.Vendor by, UUID dossier) {
    return refresh(by, dossier, ROUNDS_MAX);
  }

  private Future<Decision> refresh(Actor.Vendor by, UUID id, int rounds) {
    return dossiers
        .history()
        .find(id)
        .compose(found ->
            found.isEmpty()
                ? Future.succeededFuture((Decision) Refusals.UNKNOWN)
                : handed(found.get()).compose(handed -> revise(by, found.get(), handed)))
        .compose(decision ->
            decision instanceof Decided(var events, var after) && !events.isEmpty() && rounds > 1
                ? refresh(by, id, rounds - 1)
                : Future.succeededFuture(decision));
  }

  private Future<Decision> revise(Actor.Vendor by, Dossier dossier, Optional<Handed> handed) {
    return handed
        .map(all -> dossiers.act(dossier.id(), RevisionRules.revise(all, dossier), by))
        .orElseGet(() -> Future.succeededFuture(new Decided(List.of(), dossier)));
  }

  private Future<Optional<Handed>> handed(Dossier dossier) {
    Future<List<Version>> versions = dossiers.manifests().versions(dossier.id());
    Future<List<Evidence>> standing = files.of(dossier.identity().organisation(), dossier.id());
    Future<Optional<Manifest>> before = before(dossier);
    return Future.all(versions, standing, before)
        .compose(all -> newest(dossier.id(), versions.result()))
        .map(newest -> handed(dossier, newest, versions.result(), standing.result(), before));
  }

  private Optional<Handed> handed(
      Dossier dossier,
      Read newest,
      List<Version> versions,
      List<Evidence> standing,
      Future<Optional<Manifest>> before) {
    var evidence = dossier.evidence();
    Manifest old = before.result().orElse(null);
    Manifest now = newest.manifest().orElse(old);
    int version =
        newest.manifest().isPresent() && newest.version() != null
            ? newest.version().version()
            : evidence == null ? 0 : evidence.manifest();
    return now == null
        ? Optional.empty()
        : versions.stream()
            .filter(one -> one.version() == version)
            .findFirst()
            .map(one ->
                new Handed(specification(dossier), version, now, one.sha256(), standing, old));
  }

  private Future<Optional<Manifest>> before(Dossier dossier) {
    var evidence = dossier.evidence();
    return evidence == null
        ? Future.succeededFuture(Optional.empty())
        : manifest(dossier.id(), evidence.manifest());
  }
}
