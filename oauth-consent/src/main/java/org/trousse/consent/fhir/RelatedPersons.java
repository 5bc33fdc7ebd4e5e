package org.trousse.consent.fhir;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.UUID;
import org.trousse.consent.secret.KeyedHash;
import org.trousse.consent.signin.Account;

/// Who acts for a patient, as FHIR R4 `RelatedPerson`: to each app under another id.
public final class RelatedPersons {
  private static final int BYTES = 16;

  private RelatedPersons() {}

  /// How an app calls a person who acts for a patient.
  public static String id(KeyedHash hash, String clientId, UUID account) {
    byte[] digest = hash.of("RelatedPerson " + clientId + " " + account);
    return HexFormat.of().formatHex(digest, 0, BYTES);
  }

  /// A parent: nobody else acts for a patient today.
  ///
  /// @param patient the patient's id as the reader knows it
  static ObjectNode of(String id, Account person, String patient) {
    ObjectNode related = JsonNodeFactory.instance.objectNode();
    related.put("resourceType", "RelatedPerson").put("id", id).put("active", true);
    related.putObject("patient").put("reference", "Patient/" + patient);
    related
        .putArray("relationship")
        .addObject()
        .putArray("coding")
        .addObject()
        .put("system", "http://terminology.hl7.org/CodeSystem/v3-RoleCode")
        .put("code", "PRN");
    related
        .putArray("name")
        .addObject()
        .put("use", "official")
        .put("family", person.family())
        .putArray("given")
        .add(person.given());
    return related;
  }
}
