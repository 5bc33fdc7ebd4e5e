package org.trousse.platform.revocation;

import java.util.List;
import java.util.UUID;
import org.trousse.sdk.PatientId;

/// A synthetic patient, the app that they allowed everything, and all that the app holds of it.
///
/// @param name by which the app knows the patient
/// @param reading a glucose reading's address below the base of FHIR
/// @param bystander an access token of the same app for another patient
/// @param codes authorization codes that nobody redeemed, each with the same verifier
/// @param deviceCodes approved, and not redeemed either
/// @param device id, and what it signs in with
public record Subject(
    PatientId patient,
    String clientId,
    UUID grant,
    UUID account,
    String name,
    String access,
    String refresh,
    String reading,
    String bystander,
    List<String> codes,
    List<String> deviceCodes,
    Device device) {
  /// A device of the app, registered for the patient.
  public record Device(String tenant, String id, String username, String password) {}

  /// None of what it holds.
  @Override
  public String toString() {
    return "Subject(" + clientId + ")";
  }
}
