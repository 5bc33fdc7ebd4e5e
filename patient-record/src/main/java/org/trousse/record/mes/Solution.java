package org.trousse.record.mes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who would send, as Mon espace santé knows them.
///
/// @param oid of the solution, without `urn:oid:`; empty: not known here
/// @param idPe the patient's id that the API gave the solution; empty: not known here. Never the
///   INS
public record Solution(String oid, String idPe) {
  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]{0,15})){2,30}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /// Empty when they are no such ids.
  public static Optional<Solution> of(String oid, String idPe) {
    boolean fits =
        (oid.isEmpty() || OID.matcher(oid).matches())
            && (idPe.isEmpty() || ID.matcher(idPe).matches());
    return fits ? Optional.of(new Solution(oid, idPe)) : Optional.empty();
  }

  /// What must be known before anything is sent.
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (oid.isEmpty()) {
      missing.add("oid");
    }
    if (idPe.isEmpty()) {
      missing.add("idpe");
    }
    return missing;
  }

  /// Never the patient's id.
  @Override
  public String toString() {
    return "Solution(…)";
  }
}
