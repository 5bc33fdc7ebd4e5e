package org.trousse.platform.apps;

import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.trousse.catalogue.report.Report;
import org.trousse.referencing.ReferencingModule;
import org.trousse.referencing.complaint.Complaint;

/// Brings what visitors of the catalogue report to the officers' desk.
final class ComplaintsLane {
  private final AtomicReference<@Nullable ReferencingModule> desk = new AtomicReference<>();

  void takenBy(ReferencingModule module) {
    desk.set(module);
  }

  /// Fails while the desk is not open: the catalogue brings the report again.
  Future<Void> take(Report report) {
    ReferencingModule open = desk.get();
    return open == null
        ? Future.failedFuture(new IllegalStateException("the desk is not open yet"))
        : open.complain(
            new Complaint(
                report.id(),
                report.softwareId(),
                report.about().word(),
                report.words(),
                report.contact(),
                report.at()));
  }
}
