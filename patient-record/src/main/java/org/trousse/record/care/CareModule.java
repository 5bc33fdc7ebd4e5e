package org.trousse.record.care;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import org.trousse.record.care.CareDoorLane.OpensSession;
import org.trousse.record.care.RoleMatrix.Versions;
import org.trousse.record.professional.ProfessionalStore;
import org.trousse.record.reading.ReadingStore;

/// The front of who may read: opened once, with the role matrix published.
public final class CareModule {
  private final CareDoorLane door;
  private final ProfessionalStore professionals;

  private CareModule(Pool ingest, Pool reader, OpensSession sessions, Versions matrix) {
    this.professionals = new ProfessionalStore(ingest, reader);
    this.door =
        new CareDoorLane(
            sessions,
            professionals,
            new CareStore(ingest),
            new ReadingStore(reader),
            matrix,
            InstantSource.system());
  }

  /// Opens when the database has the role matrix.
  public static Future<CareModule> open(Pool ingest, Pool reader, OpensSession sessions) {
    Versions matrix = MatrixStore.shipped();
    return new MatrixStore(ingest)
        .publish(matrix, InstantSource.system().instant())
        .map(published -> new CareModule(ingest, reader, sessions, matrix));
  }

  public CareDoorLane door() {
    return door;
  }

  public ProfessionalStore professionals() {
    return professionals;
  }
}
