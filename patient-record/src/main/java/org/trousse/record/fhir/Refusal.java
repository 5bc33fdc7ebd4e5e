package org.trousse.record.fhir;

import static org.trousse.record.fhir.JsonBytes.quoted;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.jspecify.annotations.Nullable;

/// Why a FHIR request is not answered with what it asked for.
///
/// @param status the HTTP status
/// @param code R4 IssueType
record Refusal(int status, String code, String french, String english) {
  static final Refusal NO_TOKEN =
      new Refusal(
          401,
          "login",
          "Il manque un jeton : envoyez l'en-tête Authorization: Bearer <jeton>.",
          "A token is missing: send the header Authorization: Bearer <token>.");

  static final Refusal UNKNOWN_TOKEN =
      new Refusal(
          401,
          "login",
          "Ce jeton n'est pas, ou plus, valable : demandez-en un autre.",
          "This token is not valid, or no longer: ask for another one.");

  /// The same for somebody else's record and for one that does not exist.
  static final Refusal NOT_YOURS =
      new Refusal(
          403,
          "forbidden",
          "Ce jeton n'ouvre pas ce dossier.",
          "This token does not open this record.");

  static final Refusal NOT_FOUND =
      new Refusal(
          404,
          "not-found",
          "Rien ne se trouve à cette adresse pour ce jeton.",
          "Nothing is at this address for this token.");

  static final Refusal NOT_ALLOWED =
      new Refusal(
          405,
          "not-supported",
          "Cette adresse ne connaît pas cette méthode ; l'en-tête Allow dit lesquelles.",
          "This address does not know this method; the header Allow says which ones.");

  static final Refusal NOT_ACCEPTABLE =
      new Refusal(
          406,
          "not-supported",
          "Ce serveur ne répond qu'en application/fhir+json.",
          "This server answers in application/fhir+json only.");

  static final Refusal FORM_EXPECTED =
      new Refusal(
          415,
          "not-supported",
          "Envoyez les paramètres en application/x-www-form-urlencoded.",
          "Send the parameters as application/x-www-form-urlencoded.");

  static final Refusal TOO_LARGE =
      new Refusal(
          413, "too-long", "Le corps de la requête est trop grand.", "The body is too large.");

  static final Refusal AWAY =
      new Refusal(
          503,
          "transient",
          "Le dossier ne répond pas en ce moment : réessayez dans quelques secondes.",
          "The record does not answer at this moment: try again in a few seconds.");

  static final Refusal FAILED =
      new Refusal(
          500,
          "exception",
          "Le serveur n'a pas pu répondre. Réessayez plus tard.",
          "The server could not answer. Try again later.");

  private static final List<Locale> SPOKEN = List.of(Locale.FRENCH, Locale.ENGLISH);

  static Refusal invalid(String french, String english) {
    return new Refusal(400, "invalid", french, english);
  }

  static Refusal notSupported(String french, String english) {
    return new Refusal(400, "not-supported", french, english);
  }

  /// French unless `accepted` (Accept-Language) prefers English.
  static Locale language(@Nullable String accepted) {
    if (accepted == null) {
      return Locale.FRENCH;
    }
    try {
      Locale best = Locale.lookup(LanguageRange.parse(accepted), SPOKEN);
      return best == null ? Locale.FRENCH : best;
    } catch (IllegalArgumentException malformed) {
      return Locale.FRENCH;
    }
  }

  /// R4 OperationOutcome.
  String outcome(Locale language) {
    boolean inEnglish = language.equals(Locale.ENGLISH);
    return "{\"resourceType\":\"OperationOutcome\",\"language\":"
        + quoted(language.getLanguage())
        + ",\"issue\":[{\"severity\":\"error\",\"code\":"
        + quoted(code)
        + ",\"details\":{\"text\":"
        + quoted(inEnglish ? english : french)
        + "}}]}";
  }
}
