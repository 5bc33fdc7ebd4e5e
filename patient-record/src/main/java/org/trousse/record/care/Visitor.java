package org.trousse.record.care;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.PatientId;

/// Who is signed in, as far as care needs to know.
///
/// @param name as people call them
/// @param patient for whom they act; null for who has no record
/// @param mandateUntil the day on which acting for a child ends; null when they act for themselves
/// @param csrf what every form of this session carries
public record Visitor(
    UUID account,
    String name,
    @Nullable PatientId patient,
    @Nullable LocalDate mandateUntil,
    String csrf) {
  /// The same person on this day: who acted for a child acts for nobody from its majority on.
  public Visitor on(LocalDate today) {
    boolean over = mandateUntil != null && !today.isBefore(mandateUntil);
    return over ? new Visitor(account, name, null, null, csrf) : this;
  }

  /// Never who, never the form's secret.
  @Override
  public String toString() {
    return "Visitor(…)";
  }
}
