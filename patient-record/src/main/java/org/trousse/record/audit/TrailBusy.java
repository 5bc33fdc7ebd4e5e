package org.trousse.record.audit;

/// The trail takes no more events just now, so nothing may be answered.
public final class TrailBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrailBusy() {
    super("the audit trail is busy", null, false, false);
  }
}
