package org.trousse.record.seal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.trousse.record.audit.Event;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.merkle.NoteSigner;
import org.trousse.record.seal.offline.ExportStore;
import org.trousse.record.seal.offline.TrailLine;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;
import org.trousse.testkit.TestPostgres;

/// A database with the trail, and the ways to it. Everything in it is invented.
final class TrailGround implements AutoCloseable {
  static final PatientId PATIENT = new PatientId(0x101);
  static final PatientId OTHER = new PatientId(0x102);
  static final Instant AT = Instant.parse("2026-01-22T08:00:00Z");
  static final NoteSigner SIGNER = NoteSigner.of("trousse-audit", new byte[32]);

  final TestPostgres postgres = TestPostgres.migrated("record");
  final Vertx vertx = Vertx.vertx();
  final Pool reader = pool("trousse_record_reader");
  final Pool auditor = pool("trousse_record_auditor");
  final TrailStore trail;
  final SealStore seals;

  TrailGround() {
    Pool ingest = pool("trousse_record_ingest");
    trail = new TrailStore(ingest);
    seals = new SealStore(ingest, reader, SIGNER);
  }

  static Event event(PatientId patient) {
    return new Event(
        AT,
        UUID.randomUUID(),
        patient,
        "read",
        "app-1",
        "Synthetic app",
        null,
        UUID.randomUUID(),
        true,
        Map.of(Measure.BODY_WEIGHT, 1),
        "");
  }

  List<TrailLine> export() {
    ExportStore export = done(ExportStore.open(auditor));
    List<TrailLine> lines = new ArrayList<>();
    for (List<TrailLine> page = done(export.next()); !page.isEmpty(); page = done(export.next())) {
      lines.addAll(page);
    }
    done(export.close());
    return lines;
  }

  Pool pool(String role) {
    return PgBuilder.pool()
        .connectingTo(
            new PgConnectOptions()
                .setHost(postgres.host())
                .setPort(postgres.port())
                .setDatabase(postgres.database())
                .setUser(role)
                .setPassword(TestPostgres.PASSWORD)
                .setCachePreparedStatements(true))
        .with(new PoolOptions().setMaxSize(4))
        .using(vertx)
        .build();
  }

  void empty() {
    execute("truncate record.audit_event, record.audit_checkpoint, record.audit_tile");
  }

  void execute(String sql) {
    try (Connection owner = postgres.connect();
        Statement statement = owner.createStatement()) {
      statement.execute("set lock_timeout = '10s'");
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    done(vertx.close());
    postgres.close();
  }
}
