package org.trousse.record.seal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.trousse.record.merkle.NoteSigner;

/// What seals, publishes and proves, put together.
public final class SealModule {
  private static final String PURPOSE = "audit checkpoints";
  private static final String FAMILY = "trousse-audit";

  private final PublishLane outside;
  private final ProofStore proofs;
  private final SealLane lane;

  private SealModule(PublishLane outside, ProofStore proofs, SealLane lane) {
    this.outside = outside;
    this.proofs = proofs;
    this.lane = lane;
  }

  /// Seals from now on.
  ///
  /// @param secret the signing key has a purpose of its own derived from it
  /// @param checkpoints where they are kept outside the database; null: nowhere
  public static SealModule open(
      Vertx vertx, Pool ingest, Pool reader, SecretKey secret, @Nullable Path checkpoints) {
    SealStore store = new SealStore(ingest, reader, signer(secret));
    FolderCaller folder =
        checkpoints == null ? null : new FolderCaller(vertx, new CheckpointFolder(checkpoints));
    PublishLane outside = new PublishLane(store, folder);
    return new SealModule(
        outside,
        new ProofStore(reader, outside.key()),
        new SealLane(vertx, store, outside, InstantSource.system()));
  }

  /// The key that signs checkpoints; the log is named after it.
  public static NoteSigner signer(SecretKey secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getEncoded(), "HmacSHA256"));
      return NoteSigner.of(FAMILY, mac.doFinal(PURPOSE.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has HMAC", absent);
    }
  }

  public PublishLane outside() {
    return outside;
  }

  public ProofStore proofs() {
    return proofs;
  }

  /// Whether events are sealed as they come, and what is signed leaves the database.
  public boolean ready() {
    return lane.ready() && outside.ready();
  }

  /// Seals what waits a last time and stops.
  public Future<Void> close() {
    return lane.close();
  }
}
