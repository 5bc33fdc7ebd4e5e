package org.trousse.record.fhir;

import static org.trousse.record.fhir.JsonBytes.quoted;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Why a FHIR request is not answered with what it asked for.
///
/// @param status the HTTP status
public record Refusal(int status, List<Issue> issues) {
  /// One thing that is wrong, and how to mend it.
  ///
  /// @param code R4 IssueType
  /// @param expression where, as FHIRPath; null: nowhere in particular
  public record Issue(String code, String french, String english, @Nullable String expression) {}

  public static final Refusal NO_TOKEN =
      new Refusal(
          401,
          "login",
          "Il manque un jeton : envoyez l'en-tête Authorization: Bearer <jeton>.",
          "A token is missing: send the header Authorization: Bearer <token>.");

  public static final Refusal UNKNOWN_TOKEN =
      new Refusal(
          401,
          "login",
          "Ce jeton n'est pas, ou plus, valable : demandez-en un autre.",
          "This token is not valid, or no longer: ask for another one.");

  /// The same for somebody else's record and for one that does not exist.
  public static final Refusal NOT_YOURS =
      new Refusal(
          403,
          "forbidden",
          "Ce jeton n'ouvre pas ce dossier.",
          "This token does not open this record.");

  public static final Refusal NOT_FOUND =
      new Refusal(
          404,
          "not-found",
          "Rien ne se trouve à cette adresse pour ce jeton.",
          "Nothing is at this address for this token.");

  public static final Refusal NOT_ALLOWED =
      new Refusal(
          405,
          "not-supported",
          "Cette adresse ne connaît pas cette méthode ; l'en-tête Allow dit lesquelles.",
          "This address does not know this method; the header Allow says which ones.");

  public static final Refusal NOT_ACCEPTABLE =
      new Refusal(
          406,
          "not-supported",
          "Ce serveur ne répond qu'en application/fhir+json.",
          "This server answers in application/fhir+json only.");

  public static final Refusal FORM_EXPECTED =
      new Refusal(
          415,
          "not-supported",
          "Envoyez les paramètres en application/x-www-form-urlencoded.",
          "Send the parameters as application/x-www-form-urlencoded.");

  public static final Refusal FHIR_EXPECTED =
      new Refusal(
          415,
          "not-supported",
          "Envoyez la ressource en application/fhir+json.",
          "Send the resource as application/fhir+json.");

  public static final Refusal TOO_LARGE =
      new Refusal(
          413, "too-long", "Le corps de la requête est trop grand.", "The body is too large.");

  public static final Refusal AWAY =
      new Refusal(
          503,
          "transient",
          "Le dossier ne répond pas en ce moment : réessayez dans quelques secondes.",
          "The record does not answer at this moment: try again in a few seconds.");

  public static final Refusal FAILED =
      new Refusal(
          500,
          "exception",
          "Le serveur n'a pas pu répondre. Réessayez plus tard.",
          "The server could not answer. Try again later.");

  public static final Refusal OVER =
      new Refusal(
          401,
          "login",
          "L'autorisation de cette application n'est plus active.",
          "This app's authorization is no longer active.");

  public static final Refusal NOT_GRANTED =
      new Refusal(
          403,
          "forbidden",
          "Le patient n'a pas donné cette permission à l'application.",
          "The patient did not give the app this permission.");

  public static final Refusal STALE =
      new Refusal(
          503,
          "transient",
          "Les autorisations ne peuvent pas être vérifiées en ce moment : réessayez.",
          "Authorizations cannot be checked at this moment: try again.");

  private static final List<Locale> SPOKEN = List.of(Locale.FRENCH, Locale.ENGLISH);

  public Refusal {
    issues = List.copyOf(issues);
  }

  public Refusal(int status, String code, String french, String english) {
    this(status, List.of(new Issue(code, french, english, null)));
  }

  public static Refusal invalid(String french, String english) {
    return new Refusal(400, "invalid", french, english);
  }

  public static Refusal notSupported(String french, String english) {
    return new Refusal(400, "not-supported", french, english);
  }

  /// French unless `accepted` (Accept-Language) prefers English.
  public static Locale language(@Nullable String accepted) {
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
  public String outcome(Locale language) {
    boolean inEnglish = language.equals(Locale.ENGLISH);
    return "{\"resourceType\":\"OperationOutcome\",\"language\":"
        + quoted(language.getLanguage())
        + ",\"issue\":["
        + issues.stream().map(issue -> json(issue, inEnglish)).collect(Collectors.joining(","))
        + "]}";
  }

  private static String json(Issue issue, boolean inEnglish) {
    return "{\"severity\":\"error\",\"code\":"
        + quoted(issue.code())
        + ",\"details\":{\"text\":"
        + quoted(inEnglish ? issue.english() : issue.french())
        + "}"
        + (issue.expression() == null ? "" : ",\"expression\":[" + quoted(issue.expression()) + "]")
        + "}";
  }
}
