package org.trousse.referencing.manifest;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trousse.referencing.manifest.ManifestChecks.Document;
import org.trousse.referencing.manifest.ManifestChecks.Errors;
import org.trousse.referencing.manifest.identifier.HostName;
import org.trousse.referencing.text.Text;
import tools.jackson.databind.JsonNode;

/// How an app connects, by the rules of the software statement that will register it.
final class ExchangeChecks {
  private static final String PUBLIC = "smart-public";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

  /// What only the owner of a key may know (RFC 7518 §6).
  private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private ExchangeChecks() {}

  static void permissionsOnce(Document document, Errors errors) {
    Set<String> met = new HashSet<>();
    for (String at : document.elements("/exchange/wants")) {
      String place = at + "/permission";
      if (document.text(place).filter(word -> !met.add(word)).isPresent()) {
        errors.add(
            place,
            new Text("Cette permission est demandée deux fois.", "This permission stands twice."),
            new Text("Demandez-la une seule fois.", "Ask for it once."));
      }
    }
  }

  static void keys(Document document, Errors errors) {
    Optional<String> profile = document.text("/exchange/profile");
    boolean inline = document.has("/exchange/jwks");
    boolean elsewhere = document.has("/exchange/jwksUri");
    if (profile.isEmpty()) {
      return;
    }
    if (profile.get().equals(PUBLIC)) {
      if (inline || elsewhere) {
        errors.add(
            inline ? "/exchange/jwks" : "/exchange/jwksUri",
            new Text(
                "Une application smart-public ne garde pas de clé.",
                "A smart-public app keeps no key."),
            new Text(
                "Retirez les clés, ou choisissez un autre profil.",
                "Take the keys out, or choose another profile."));
      }
    } else if (inline == elsewhere) {
      errors.add(
          "/exchange/jwksUri",
          inline
              ? new Text("Les clés sont données deux fois.", "The keys are given twice.")
              : new Text("Les clés publiques manquent.", "The public keys are missing."),
          new Text("Donnez jwks ou jwksUri : un des deux.", "Give jwks or jwksUri: one of them."));
    }
  }

  static void publicKeysOnly(Document document, Errors errors) {
    List<String> places = new ArrayList<>(document.elements("/exchange/jwks/keys"));
    places.add("/release/releaseKey");
    for (String at : places) {
      JsonNode key = document.root().at(at);
      if (PRIVATE.stream().anyMatch(key::has)) {
        errors.add(
            at,
            new Text("Cette clé est privée.", "This key is private."),
            new Text(
                "Ne la montrez à personne, changez-la, et donnez la clé publique.",
                "Show it to nobody, replace it, and give the public key."));
      }
    }
  }

  static void redirects(Document document, Errors errors) {
    boolean noProfile = document.text("/exchange/profile").isEmpty();
    boolean isPublic = document.text("/exchange/profile").filter(PUBLIC::equals).isPresent();
    Set<String> own = AddressChecks.own(document);
    List<String> places = document.elements("/exchange/redirectUris");
    for (String at : places) {
      String text = document.text(at).orElse("");
      Optional<URI> uri = AddressChecks.parsed(text);
      if (uri.filter(one -> AddressChecks.isOpen(document, one)).isPresent()) {
        continue;
      }
      if (uri.filter(one -> mayRedirect(one, isPublic || noProfile)).isEmpty()) {
        errors.add(
            at,
            new Text("Cette adresse de retour n’est pas permise.", "This redirect is not allowed."),
            new Text(
                "https et un nom ; http vers 127.0.0.1 ou [::1] ; pour smart-public aussi un schéma"
                    + " propre comme com.editeur.app:/retour. Ni joker, ni fragment.",
                "https and a name; http to 127.0.0.1 or [::1]; for smart-public also a scheme of"
                    + " its own such as com.vendor.app:/callback. No wildcard, no fragment."));
      } else if (uri.get().getScheme().equals("https") && !own.contains(uri.get().getHost())) {
        AddressChecks.stranger(at, errors);
      }
    }
    if (document.has("/exchange/redirectUris")
        && places.isEmpty()
        && !document.isTrue("/exchange/deviceFlow")) {
      errors.add(
          "/exchange/redirectUris",
          new Text("Il n’y a aucune adresse de retour.", "There is no redirect address."),
          new Text(
              "Donnez-en une, ou mettez deviceFlow à true.",
              "Give one, or set deviceFlow to true."));
    }
  }

  /// As the software statement says (RFC 9700 §4.1, RFC 8252 §7).
  private static boolean mayRedirect(URI uri, boolean ownScheme) {
    if (uri.getRawFragment() != null
        || uri.getRawUserInfo() != null
        || uri.toString().contains("*")) {
      return false;
    }
    return switch (uri.getScheme()) {
      case "https" -> uri.getHost() != null && HostName.isRight(uri.getHost());
      case "http" -> uri.getHost() != null && LOOPBACK.contains(uri.getHost());
      default ->
          ownScheme && uri.getScheme().contains(".") && uri.getScheme().matches("[a-z0-9.+-]+");
    };
  }

  static void origins(Document document, Errors errors) {
    Set<String> own = AddressChecks.own(document);
    for (String at : document.elements("/exchange/origins")) {
      String text = document.text(at).orElse("");
      Optional<URI> uri = AddressChecks.parsed(text);
      if (uri.filter(one -> AddressChecks.isOpen(document, one)).isPresent()) {
        continue;
      }
      boolean right =
          uri.filter(AddressChecks::isPublic)
              .filter(one -> text.equals("https://" + one.getHost()))
              .isPresent();
      if (!right) {
        errors.add(
            at,
            new Text("Ce n’est pas une origine web.", "This is no web origin."),
            new Text(
                "https:// et un nom, sans chemin ni barre finale.",
                "https:// and a name, without a path or a slash at the end."));
      } else if (!own.contains(uri.get().getHost())) {
        AddressChecks.stranger(at, errors);
      }
    }
  }

  /// Readings that a device sends to the platform need the permission to add them.
  static void devices(Document document, Errors errors) {
    Set<String> wanted = new HashSet<>();
    for (String at : document.elements("/exchange/wants")) {
      document.text(at + "/permission").ifPresent(wanted::add);
    }
    for (String at : document.elements("/devices")) {
      if (document.text(at + "/connection").filter(way -> way.startsWith("platform-")).isEmpty()) {
        continue;
      }
      for (String kind : document.elements(at + "/kinds")) {
        if (document.text(kind).filter(word -> !wanted.contains(word + ".add")).isPresent()) {
          errors.add(
              kind,
              new Text(
                  "L’appareil envoie ces mesures, mais l’application ne demande pas à les"
                      + " ajouter.",
                  "The device sends these readings, but the app does not ask to add them."),
              new Text(
                  "Ajoutez la permission à exchange.wants, ou retirez cette sorte de mesures.",
                  "Add the permission to exchange.wants, or take this kind out."));
        }
      }
    }
  }

  static void brokers(Document document, Errors errors) {
    for (String at : document.elements("/devices")) {
      String place = at + "/broker";
      Optional<String> broker = document.text(place);
      if (broker.isEmpty()) {
        continue;
      }
      if (document.text(at + "/connection").filter("vendor-cloud"::equals).isEmpty()) {
        errors.add(
            place,
            new Text(
                "Cet appareil parle à la plateforme, pas à un courtier de l’éditeur.",
                "This device speaks to the platform, not to a broker of the vendor."),
            new Text(
                "Retirez broker, ou choisissez vendor-cloud.",
                "Take broker out, or choose vendor-cloud."));
      } else if (!HostName.isRightWithPort(broker.get())
          && !document.open().contains(broker.get())) {
        errors.add(
            place,
            new Text("Ce n’est pas un nom et un port.", "This is no name and port."),
            new Text(
                "Par exemple mqtt.editeur.example:8883.", "Such as mqtt.vendor.example:8883."));
      }
    }
  }
}
