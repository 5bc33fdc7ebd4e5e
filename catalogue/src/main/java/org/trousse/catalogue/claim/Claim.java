package org.trousse.catalogue.claim;

import java.util.List;
import java.util.Locale;

/// A statement of an app's page, and the criteria that look into it. Where there is none, nobody
/// looks, and the statement stays declared.
public enum Claim {
  EDITOR,
  PURPOSE,
  /// Of each row of the data table.
  DATA,
  HOST,
  COUNTRIES,
  SUB_PROCESSORS,
  PRICE,
  STUDY,
  AUDIT,
  SECURITY_CONTACT,
  FIX_TIME,
  ACCESSIBILITY,
  SUPPORT,
  LANGUAGES,
  RELEASE,
  MEDICAL_DEVICE,
  AI,
  PRIVACY;

  /// Each of them looks into it.
  public List<String> criteria() {
    return switch (this) {
      case EDITOR -> List.of("GOV-01");
      case PURPOSE -> List.of("GOV-02");
      case DATA -> List.of("CNS-01", "OAU-03");
      case HOST -> List.of("HOS-01");
      case COUNTRIES -> List.of("HOS-02");
      case SUB_PROCESSORS -> List.of("HOS-03");
      case PRICE -> List.of("ETH-02");
      case STUDY, FIX_TIME, SUPPORT, LANGUAGES -> List.of();
      case AUDIT -> List.of("COD-03");
      case SECURITY_CONTACT -> List.of("GOV-03", "GOV-08");
      case ACCESSIBILITY -> List.of("ETH-01");
      case RELEASE -> List.of("COD-06");
      case MEDICAL_DEVICE -> List.of("DEV-06");
      case AI -> List.of("ETH-03");
      case PRIVACY -> List.of("PRV-02");
    };
  }

  /// E.g. `security-contact`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
