package org.trousse.record.subscribe;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.PatientId;

/// An app that is told of a patient's new readings.
///
/// @param app client id
/// @param appName as it was called when it subscribed
/// @param grant the permission that it rests on
public record Subscription(
    PatientId patient,
    UUID id,
    String app,
    String appName,
    UUID grant,
    Wanted wanted,
    Instant createdAt,
    Instant changedAt,
    int version,
    Progress progress) {
  /// Live ones of an app for one patient.
  public static final int MAX = 5;

  /// R4 SubscriptionStatus; `code` stands in rows and never changes.
  public enum Status {
    REQUESTED(0, "requested"),
    ACTIVE(1, "active"),
    ERROR(2, "error"),
    OFF(3, "off");

    private final int code;
    private final String word;

    Status(int code, String word) {
      this.code = code;
      this.word = word;
    }

    public static Status ofCode(int code) {
      for (Status status : values()) {
        if (status.code == code) {
          return status;
        }
      }
      throw new IllegalArgumentException("no status has code " + code);
    }

    public int code() {
      return code;
    }

    public String word() {
      return word;
    }
  }

  /// The same, this far.
  public Subscription at(Progress other) {
    return new Subscription(
        patient, id, app, appName, grant, wanted, createdAt, changedAt, version, other);
  }

  /// As it is seen under a permission: it ended with its own, even where nobody noticed yet.
  public Subscription under(UUID now) {
    boolean over = !grant.equals(now) && progress.status() != Status.OFF;
    return over ? at(progress.off(Fault.GRANT_ENDED)) : this;
  }

  /// What is to be sent now.
  public enum Next {
    HANDSHAKE,
    EVENTS,
    HEARTBEAT,
    NOTHING
  }

  /// What is to be sent now; of an app that may read nothing of it, nothing.
  public Next next(Instant now) {
    if (progress.status() == Status.REQUESTED) {
      return Next.HANDSHAKE;
    }
    if (progress.isBehind()) {
      return Next.EVENTS;
    }
    Integer heartbeat = wanted.heartbeatSeconds();
    Instant sent = progress.sentAt();
    boolean due = heartbeat != null && (sent == null || !now.isBefore(sent.plusSeconds(heartbeat)));
    return due ? Next.HEARTBEAT : Next.NOTHING;
  }

  /// Whether the end that was asked for has come.
  public boolean isExpired(Instant now) {
    @Nullable Instant end = wanted.end();
    return end != null && !now.isBefore(end);
  }

  /// Never whose, never where to.
  @Override
  public String toString() {
    return "Subscription(" + id + ", " + progress.status() + ")";
  }
}
