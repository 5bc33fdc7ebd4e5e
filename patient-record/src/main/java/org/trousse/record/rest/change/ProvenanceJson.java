package org.trousse.record.rest.change;

import static org.trousse.record.fhir.JsonBytes.quoted;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.trousse.record.fhir.FhirIds;
import org.trousse.record.fhir.JsonBytes;
import org.trousse.record.revise.Act;
import org.trousse.record.revise.Acted;
import org.trousse.record.revise.Author;

/// An act about a reading as R4 Provenance. Pure.
final class ProvenanceJson {
  private static final String OPERATION = "http://terminology.hl7.org/CodeSystem/v3-DataOperation";
  private static final String PARTICIPANT =
      "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

  /// TRE_G15, professions.
  static final String PROFESSION = "https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante";

  private ProvenanceJson() {}

  /// The id of a reading's act, another for each app as the reading's own is.
  ///
  /// @param reading the reading's id as the reader knows it
  static String id(String reading, int number) {
    try {
      byte[] whole = JsonBytes.piece(reading + "." + number);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(whole);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  /// @param reading the reading's id as the reader knows it
  /// @param ids that they see
  static String of(Acted act, String reading, FhirIds ids) {
    String target = "Observation/" + reading;
    return "{\"resourceType\":\"Provenance\",\"id\":"
        + quoted(id(reading, act.number()))
        + ",\"target\":[{\"reference\":"
        + quoted(target + "/_history/" + act.version())
        + "}],\"recorded\":"
        + quoted(act.at().toString())
        + reason(act)
        + ",\"activity\":"
        + activity(act.act())
        + ",\"agent\":["
        + agent(act, ids)
        + "]"
        + entity(act, target)
        + "}";
  }

  private static String reason(Acted act) {
    String word = act.reason() == null ? "" : act.reason().word();
    String said =
        word.isEmpty() || act.note().isBlank() ? word + act.note() : word + ": " + act.note();
    return said.isBlank() ? "" : ",\"reason\":[{\"text\":" + quoted(said) + "}]";
  }

  /// HL7 v3 DataOperation where it has a word; validating changes nothing.
  private static String activity(Act act) {
    String text = act.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String code =
        switch (act) {
          case AMENDED, ANNOTATED -> "UPDATE";
          case ENTERED_IN_ERROR -> "NULLIFY";
          case RESTORED -> "ACTIVATE";
          case VALIDATED -> "";
        };
    String coding =
        code.isEmpty()
            ? ""
            : "\"coding\":[{\"system\":" + quoted(OPERATION) + ",\"code\":" + quoted(code) + "}],";
    return "{" + coding + "\"text\":" + quoted(text) + "}";
  }

  private static String agent(Acted act, FhirIds ids) {
    Author author = act.author();
    String role = act.act() == Act.VALIDATED ? "verifier" : "author";
    String kind =
        author.profession() != null
            ? "Practitioner"
            : author.clientId() != null ? "Device" : "Patient";
    String name = author.name().isEmpty() ? "The patient's own token" : author.name();
    String profession =
        author.profession() == null
            ? ""
            : ",\"role\":[{\"coding\":[{\"system\":"
                + quoted(PROFESSION)
                + ",\"code\":"
                + quoted(author.profession())
                + "}]}]";
    UUID account = author.profession() == null ? null : author.account();
    String reference =
        account == null
            ? ""
            : "\"reference\":" + quoted("Practitioner/" + ids.practitioner(account)) + ",";
    return "{\"type\":{\"coding\":[{\"system\":"
        + quoted(PARTICIPANT)
        + ",\"code\":"
        + quoted(role)
        + "}]}"
        + profession
        + ",\"who\":{"
        + reference
        + "\"type\":"
        + quoted(kind)
        + ",\"display\":"
        + quoted(name)
        + "}}";
  }

  /// The version before, of which this one was made.
  private static String entity(Acted act, String target) {
    return act.act().changes()
        ? ",\"entity\":[{\"role\":\"revision\",\"what\":{\"reference\":"
            + quoted(target + "/_history/" + (act.version() - 1))
            + "}}]"
        : "";
  }
}
