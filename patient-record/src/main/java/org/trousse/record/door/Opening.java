package org.trousse.record.door;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// What a token opens.
public sealed interface Opening {
  /// The token is good now. Every question is answered as things stand when it is put, so a long
  /// answer asks again before each of its parts.
  non-sealed interface Opened extends Opening {
    PatientId patient();

    /// The app; null for a token of the patient's own, which sees everything.
    @Nullable String clientId();

    /// How people call who holds the token.
    String name();

    /// Names the token in the audit trail; never the token. Null: it has no name.
    @Nullable UUID tokenId();

    Right mayRead(Measure measure);

    Right mayAdd(Measure measure);

    /// Whether readings of this kind may be put right.
    default Right mayCorrect(Measure measure) {
      return clientId() == null ? Right.HELD : Right.NOT_GRANTED;
    }

    /// Name and birth date.
    Right mayReadIdentity();

    /// Whether the token says who its user is (`openid fhirUser`), and it is this patient: the
    /// Patient resource can then be read, without more than its id.
    boolean isFhirUser();

    /// Readings measured before stay hidden; null: none.
    @Nullable Instant historyFrom();
  }

  /// The patient's own token.
  record Own(PatientId patient) implements Opened {
    @Override
    public @Nullable String clientId() {
      return null;
    }

    @Override
    public String name() {
      return "";
    }

    @Override
    public @Nullable UUID tokenId() {
      return null;
    }

    @Override
    public Right mayRead(Measure measure) {
      return Right.HELD;
    }

    @Override
    public Right mayAdd(Measure measure) {
      return Right.HELD;
    }

    @Override
    public Right mayReadIdentity() {
      return Right.HELD;
    }

    @Override
    public boolean isFhirUser() {
      return true;
    }

    @Override
    public @Nullable Instant historyFrom() {
      return null;
    }
  }

  /// RFC 6750 §3.1, RFC 9449 §7.1.
  ///
  /// @param error e.g. `invalid_token`
  /// @param dpop whether the challenge is for DPoP
  record Refused(String error, String description, boolean dpop) implements Opening {}

  /// What is known here of rights was not confirmed lately.
  record Stale() implements Opening {}
}
