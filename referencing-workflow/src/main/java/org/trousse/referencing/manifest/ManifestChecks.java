package org.trousse.referencing.manifest;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.trousse.referencing.manifest.identifier.Country;
import org.trousse.referencing.manifest.identifier.FrenchRegistration;
import org.trousse.referencing.manifest.identifier.HostName;
import org.trousse.referencing.manifest.identifier.LanguageTag;
import org.trousse.referencing.manifest.identifier.UdiDi;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.JsonNode;

/// What no schema can say. The checks look at the JSON and not at a manifest, so that they speak
/// even where the schema found faults elsewhere; what is missing or of another type they pass by.
final class ManifestChecks {
  private static final List<BiConsumer<Document, Errors>> IN_ORDER =
      List.of(
          ManifestChecks::registration,
          ManifestChecks::countries,
          ManifestChecks::healthDataStays,
          ManifestChecks::certificate,
          ManifestChecks::mails,
          ManifestChecks::audience,
          ManifestChecks::languages,
          ManifestChecks::dates,
          ManifestChecks::identifiers,
          ManifestChecks::signature,
          AddressChecks::hosts,
          AddressChecks::addresses,
          AddressChecks::ownHosts,
          AddressChecks::securityTxt,
          ExchangeChecks::permissionsOnce,
          ExchangeChecks::keys,
          ExchangeChecks::publicKeysOnly,
          ExchangeChecks::redirects,
          ExchangeChecks::origins,
          ExchangeChecks::devices,
          ExchangeChecks::brokers);

  private ManifestChecks() {}

  /// What is looked at.
  ///
  /// @param open authorities that are allowed besides public names
  record Document(JsonNode root, Set<String> open) {
    /// The text at a place; empty when there is none.
    Optional<String> text(String pointer) {
      JsonNode node = root.at(pointer);
      return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    boolean has(String pointer) {
      return !root.at(pointer).isMissingNode();
    }

    boolean isTrue(String pointer) {
      return root.at(pointer).isBoolean() && root.at(pointer).booleanValue();
    }

    /// The places of an array's elements.
    List<String> elements(String pointer) {
      List<String> places = new ArrayList<>();
      JsonNode array = root.at(pointer);
      for (int place = 0; array.isArray() && place < array.size(); place++) {
        places.add(pointer + "/" + place);
      }
      return places;
    }
  }

  /// What was found.
  static final class Errors {
    private final List<ManifestError> all = new ArrayList<>();

    void add(String at, Text words, Text mend) {
      all.add(new ManifestError(at, words, mend));
    }
  }

  static List<ManifestError> all(JsonNode root, Set<String> open) {
    Document document = new Document(root, open);
    Errors errors = new Errors();
    IN_ORDER.forEach(check -> check.accept(document, errors));
    return errors.all;
  }

  private static void registration(Document document, Errors errors) {
    if (document.text("/editor/country").filter("FR"::equals).isEmpty()) {
      return;
    }
    String at = "/editor/registration";
    if (document.text(at).filter(number -> !FrenchRegistration.isRight(number)).isPresent()) {
      errors.add(
          at,
          new Text(
              "Ce n’est ni un SIREN ni un numéro de TVA français : la clé est fausse.",
              "This is neither a SIREN nor a French VAT number: its check digit is wrong."),
          new Text(
              "Écrivez les neuf chiffres du SIREN, ou FR et onze chiffres.",
              "Write the nine digits of the SIREN, or FR and eleven digits."));
    }
  }

  private static void countries(Document document, Errors errors) {
    List<String> places = new ArrayList<>(document.elements("/hosting/countries"));
    places.add("/editor/country");
    document.elements("/hosting/subProcessors").forEach(at -> places.add(at + "/country"));
    for (String at : places) {
      if (document.text(at).filter(code -> !Country.exists(code)).isPresent()) {
        errors.add(
            at,
            new Text("Ce code de pays n’existe pas.", "No country has this code."),
            new Text("Deux majuscules, par exemple FR.", "Two capital letters, such as FR."));
      }
    }
  }

  private static void healthDataStays(Document document, Errors errors) {
    for (String at : document.elements("/hosting/countries")) {
      outsideEea(document, at, errors);
    }
    for (String at : document.elements("/hosting/subProcessors")) {
      if (document.isTrue(at + "/healthData")) {
        outsideEea(document, at + "/country", errors);
      }
    }
  }

  private static void outsideEea(Document document, String at, Errors errors) {
    if (document
        .text(at)
        .filter(code -> Country.exists(code) && !Country.isInEea(code))
        .isPresent()) {
      errors.add(
          at,
          new Text(
              "Des données de santé seraient hors de l’Espace économique européen.",
              "Health data would be outside the European Economic Area."),
          new Text(
              "Choisissez un pays de l’EEE, ou retirez les données de santé de cet endroit.",
              "Choose a country of the EEA, or take health data away from there."));
    }
  }

  private static void certificate(Document document, Errors errors) {
    together(document, errors, "/hosting", "certificate", "expires");
  }

  private static void signature(Document document, Errors errors) {
    together(document, errors, "/release", "signature", "releaseKey");
  }

  /// Neither of the two without the other.
  static void together(Document document, Errors errors, String place, String one, String other) {
    boolean first = document.has(place + "/" + one);
    boolean second = document.has(place + "/" + other);
    if (first != second) {
      String absent = first ? other : one;
      String there = first ? one : other;
      errors.add(
          place + "/" + absent,
          new Text(
              "Il manque, alors que « " + there + " » est là.",
              "It is missing, though “" + there + "” is there."),
          new Text("Donnez les deux, ou aucun.", "Give both, or neither."));
    }
  }

  private static void mails(Document document, Errors errors) {
    for (String name : List.of("support", "security", "dataProtection")) {
      String at = "/contacts/" + name;
      if (document.text(at).filter(mail -> !HostName.isRightMail(mail)).isPresent()) {
        errors.add(
            at,
            new Text("Ce n’est pas une adresse électronique.", "This is no e-mail address."),
            new Text("Par exemple aide@editeur.example.", "Such as help@vendor.example."));
      }
    }
  }

  private static void audience(Document document, Errors errors) {
    if (!document.has("/audience/patients") || !document.has("/audience/professionals")) {
      return;
    }
    boolean patients = document.isTrue("/audience/patients");
    if (!patients && !document.isTrue("/audience/professionals")) {
      errors.add(
          "/audience",
          new Text("L’application ne s’adresse à personne.", "The app is for nobody."),
          new Text(
              "Mettez patients ou professionals à true.",
              "Set patients or professionals to true."));
    }
    if (!patients && document.isTrue("/audience/minors")) {
      errors.add(
          "/audience/minors",
          new Text(
              "Des mineurs utilisent l’application, mais aucun patient.",
              "Minors use the app, but no patient does."),
          new Text("Mettez patients à true.", "Set patients to true."));
    }
  }

  private static void languages(Document document, Errors errors) {
    for (String at : document.elements("/languages")) {
      if (document.text(at).filter(tag -> !LanguageTag.isRight(tag)).isPresent()) {
        errors.add(
            at,
            new Text(
                "Ce n’est pas une langue au sens de BCP 47.", "This is no language by BCP 47."),
            new Text("Par exemple fr, en ou pt-BR.", "Such as fr, en or pt-BR."));
      }
    }
  }

  private static void dates(Document document, Errors errors) {
    for (String at : List.of("/hosting/expires", "/release/date")) {
      if (document.text(at).filter(day -> !isDay(day)).isPresent()) {
        errors.add(
            at,
            new Text("Ce jour n’existe pas.", "There is no such day."),
            new Text("Par exemple 2026-11-30.", "Such as 2026-11-30."));
      }
    }
  }

  private static boolean isDay(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeException none) {
      return false;
    }
  }

  private static void identifiers(Document document, Errors errors) {
    identifier(document, "/medicalDevice/udiDi", errors);
    for (String at : document.elements("/devices")) {
      identifier(document, at + "/udiDi", errors);
      together(document, errors, at, "udiDi", "riskClass");
    }
  }

  private static void identifier(Document document, String at, Errors errors) {
    Optional<UdiDi.Verdict> verdict = document.text(at).map(UdiDi::of);
    if (verdict.filter(UdiDi.Verdict.WRONG_CHECK::equals).isPresent()) {
      errors.add(
          at,
          new Text("La clé de cet UDI-DI est fausse.", "This UDI-DI has a wrong check digit."),
          new Text("Recopiez-le depuis l’étiquette.", "Copy it again from the label."));
    }
    if (verdict.filter(UdiDi.Verdict.NO_SUCH_FORM::equals).isPresent()) {
      errors.add(
          at,
          new Text(
              "Aucun organisme n’écrit un UDI-DI ainsi.", "No agency writes a UDI-DI like this."),
          new Text(
              "GS1 : 14 chiffres, sans (01) ; HIBCC : commence par + ; ICCBBA : commence par =/.",
              "GS1: 14 digits, without (01); HIBCC: begins with +; ICCBBA: begins with =/."));
    }
  }
}
