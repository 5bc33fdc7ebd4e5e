package org.trousse.referencing.dossier.move;

import org.trousse.referencing.text.Text;

/// Why a move is made; words of its own stand beside it.
public enum ReasonCode {
  VENDOR_DECIDES("Décision de l’éditeur", "The vendor decided"),
  NEXT_STEP("Étape suivante", "Next step"),
  FILE_COMPLETE("Dossier complet", "The file is complete"),
  FILE_INCOMPLETE("Dossier incomplet", "The file is incomplete"),
  OUT_OF_SCOPE("Hors du champ du référencement", "Outside of what is referenced"),
  CHECKS_PASSED("Contrôles automatiques réussis", "Automatic checks passed"),
  CHECKS_FAILED("Contrôles automatiques en échec", "Automatic checks failed"),
  NOT_CONFORM("Critères non conformes", "Criteria are not fulfilled"),
  CONFORM("Critères conformes", "Criteria are fulfilled"),
  EVIDENCE_PENDING("Preuves attendues", "Evidence is pending"),
  LOW_RISK("Risque faible", "Low risk"),
  RESERVE_OVERDUE("Réserve échue", "A reserve is overdue"),
  EVIDENCE_EXPIRED("Preuve périmée", "Evidence has expired"),
  ATTESTATION_OVERDUE("Attestation annuelle en retard", "The yearly attestation is overdue"),
  DRIFT("Écart constaté par les contrôles", "The checks saw a drift"),
  COMPLAINT("Réclamation", "A complaint"),
  MENDED("Corrigé", "Mended"),
  CRITICAL_FINDING("Faille critique", "A critical finding"),
  INCIDENT("Incident", "An incident"),
  COURT("Décision de justice", "A court decided"),
  VENDOR_REQUEST("Demande de l’éditeur", "The vendor asked"),
  VALIDITY_ENDS("Fin de validité proche", "The approval ends soon"),
  APP_CHANGED("L’application a changé", "The app changed"),
  TIME_OVER("Délai dépassé", "The time is over"),
  NEW_FACTS("Éléments nouveaux", "New facts"),
  DECISION_CONTESTED("Décision contestée", "The decision is contested"),
  DECISION_STANDS("Décision maintenue", "The decision stands");

  private final String french;
  private final String english;

  ReasonCode(String french, String english) {
    this.french = french;
    this.english = english;
  }

  public Text words() {
    return new Text(french, english);
  }

  /// Whether it may stand alone, since it is about no criterion.
  public boolean withoutCriteria() {
    return switch (this) {
      case ATTESTATION_OVERDUE,
          COMPLAINT,
          INCIDENT,
          COURT,
          VENDOR_REQUEST,
          TIME_OVER,
          DECISION_STANDS ->
          true;
      default -> false;
    };
  }
}
