package org.trousse.referencing.past;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Decision;
import org.trousse.referencing.dossier.Dossier;
import org.trousse.referencing.dossier.Dossier.Identity;
import org.trousse.referencing.evidence.EvidenceStore;
import org.trousse.referencing.evidence.EvidenceStore.Wish;
import org.trousse.referencing.evidence.content.ContentRules;
import org.trousse.referencing.evidence.content.FileName;
import org.trousse.referencing.evidence.content.Recognition;
import org.trousse.referencing.history.DossierLane;
import org.trousse.referencing.history.DossierLane.Dated;
import org.trousse.referencing.history.DossierStore;
import org.trousse.referencing.history.HistoryStore;
import org.trousse.referencing.history.ManifestStore;
import org.trousse.referencing.manifest.ManifestReader;
import org.trousse.referencing.revision.RevisionLane;

/// Does what was done earlier: each act at its own time, by the rules that hold now. Nothing comes
/// through here that the table of moves would refuse.
public final class PastLane {
  private final Vertx vertx;
  private final Pool pool;
  private final ManifestReader reader;
  private final SpecificationReader specifications = SpecificationReader.published();
  private final DossierLane.Stores stores;

  /// @param loopback authorities that manifests may name besides public ones
  public PastLane(Vertx vertx, Pool pool, Set<String> loopback) {
    this.vertx = vertx;
    this.pool = pool;
    this.reader = new ManifestReader(loopback);
    this.stores =
        new DossierLane.Stores(
            new DossierStore(pool), new HistoryStore(pool), new ManifestStore(pool));
  }

  /// A file that was handed in.
  public record Piece(String criterion, String name, Buffer bytes) {
    /// Never the content.
    @Override
    public String toString() {
      return "Piece(" + criterion + ")";
    }
  }

  public Future<Optional<Dossier>> find(UUID dossier) {
    return stores.history().find(dossier);
  }

  public Future<Decision> begin(Identity identity, Actor.Vendor by, Instant at) {
    return at(at).begin(identity, by);
  }

  /// A manifest and files, and the dossier brought up to them.
  public Future<Decision> handIn(
      UUID dossier, Actor.Vendor by, String manifest, List<Piece> pieces, Instant at) {
    DossierLane then = at(at);
    EvidenceStore files = new EvidenceStore(pool, Clock.fixed(at, ZoneOffset.UTC));
    return then.saveManifest(dossier, manifest, by)
        .compose(saved ->
            Future.all(pieces.stream().map(piece -> add(files, dossier, by, piece)).toList()))
        .compose(added ->
            new RevisionLane(vertx, then, files, reader, specifications).refresh(by, dossier));
  }

  private static Future<?> add(EvidenceStore files, UUID dossier, Actor.Vendor by, Piece piece) {
    byte[] bytes = piece.bytes().getBytes();
    if (!(ContentRules.recognise(bytes) instanceof Recognition.Recognised(var kind))) {
      return Future.failedFuture(new IllegalArgumentException("no evidence: " + piece.name()));
    }
    return files.add(
        new Wish(
            by.organisation(),
            dossier,
            piece.criterion(),
            FileName.of(piece.name(), kind).orElseThrow(),
            kind,
            piece.bytes(),
            sha256(bytes),
            by.account()));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  /// All acts, or none and the answer says why.
  public Future<Decision> replay(UUID dossier, List<Dated> acts) {
    return at(acts.getLast().at()).replay(dossier, acts);
  }

  /// What is committed is found by polls.
  private DossierLane at(Instant at) {
    return new DossierLane(stores, () -> {}, Clock.fixed(at, ZoneOffset.UTC));
  }
}
