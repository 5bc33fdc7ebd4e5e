package org.trousse.platform.serve;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import org.trousse.platform.database.DatabaseUrl;
import org.trousse.platform.database.RolePassword;
import org.trousse.platform.secret.PlatformKey;
import org.trousse.record.seal.offline.ExportStore;

/// The whole audit trail without the houses: for the commands that take it out and verify it.
public final class TrailModule {
  private static final String AUDITOR = "trousse_record_auditor";

  private TrailModule() {}

  /// As the role that may read it and nothing else.
  public static Future<ExportStore> auditor(Vertx vertx, DatabaseUrl database, PlatformKey key) {
    return open(new PoolsModule(vertx, database, new RolePassword(key)).of(AUDITOR, 1));
  }

  /// As the user that the address names.
  public static Future<ExportStore> as(Vertx vertx, DatabaseUrl database) {
    return open(PoolsModule.own(vertx, database));
  }

  private static Future<ExportStore> open(Pool pool) {
    return ExportStore.open(pool);
  }
}
