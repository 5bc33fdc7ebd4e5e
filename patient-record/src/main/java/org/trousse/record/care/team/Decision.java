package org.trousse.record.care.team;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.record.audit.Event;
import org.trousse.record.care.Visitor;
import org.trousse.sdk.PatientId;

/// A decision about care, as the trail keeps it: who decided, and about whom.
///
/// @param what the trail's word
/// @param about the professional's name; empty: nobody in particular
/// @param detail words beside it
public record Decision(
    String what, PatientId patient, UUID person, boolean asParent, String about, String detail) {
  static final String AS_PARENT = "as parent";

  /// Of who is signed in, in the record that they act on.
  public static Decision of(String what, Visitor who, String about, String detail) {
    return new Decision(
        what,
        Objects.requireNonNull(who.patient(), "nobody's record"),
        who.account(),
        who.mandateUntil() != null,
        about,
        detail);
  }

  Event event(Instant now) {
    String words = asParent ? (detail.isEmpty() ? AS_PARENT : detail + "; " + AS_PARENT) : detail;
    @Nullable String name = about.isEmpty() ? null : about;
    return new Event(
        now, UUID.randomUUID(), patient, what, null, name, person, null, true, Map.of(), words);
  }

  /// Never who, never whose.
  @Override
  public String toString() {
    return "Decision(" + what + ")";
  }
}
