package org.trousse.referencing.manifest;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trousse.referencing.manifest.ManifestChecks.Document;
import org.trousse.referencing.manifest.ManifestChecks.Errors;
import org.trousse.referencing.manifest.identifier.HostName;
import org.trousse.referencing.text.Text;

/// Addresses that people and machines will go to: https, by a public name, port 443. Names are
/// compared whole: `vendor.example` is neither `vendor.example.evil.example` nor
/// `notvendor.example`.
final class AddressChecks {
  private static final int HTTPS = 443;
  private static final String WELL_KNOWN = "/.well-known/security.txt";

  private static final List<String> SINGLE =
      List.of(
          "/editor/website",
          "/exchange/jwksUri",
          "/exchange/testDriver",
          "/exchange/incidentWebhook",
          "/study/link",
          "/pages/privacyFrench",
          "/pages/privacyEnglish",
          "/pages/securityTxt",
          "/pages/disclosure",
          "/pages/accessibility",
          "/release/sbom");

  /// Those that must be at a name that the manifest declares as the app's own.
  private static final List<String> OWN =
      List.of(
          "/exchange/jwksUri",
          "/exchange/testDriver",
          "/exchange/incidentWebhook",
          "/pages/securityTxt");

  private AddressChecks() {}

  static void hosts(Document document, Errors errors) {
    Set<String> open = openHosts(document);
    for (String at : document.elements("/hosts")) {
      if (document
          .text(at)
          .filter(name -> !HostName.isRight(name) && !open.contains(name))
          .isPresent()) {
        errors.add(
            at,
            new Text("Ce n’est pas un nom de serveur public.", "This is no public name of a host."),
            new Text(
                "Un nom en minuscules, comme api.editeur.example : ni adresse en chiffres, ni"
                    + " https://, ni joker.",
                "A name in lower case, such as api.vendor.example: no address in figures, no"
                    + " https://, no wildcard."));
      }
    }
  }

  static void addresses(Document document, Errors errors) {
    List<String> places = new ArrayList<>(SINGLE);
    places.addAll(document.elements("/pages/toTest"));
    for (String at : places) {
      document.text(at).ifPresent(text -> address(document, at, text, errors));
    }
  }

  private static void address(Document document, String at, String text, Errors errors) {
    Optional<URI> uri = parsed(text);
    if (uri.filter(one -> isOpen(document, one)).isPresent()) {
      return;
    }
    if (uri.filter(AddressChecks::isPublic).isEmpty()) {
      errors.add(
          at,
          new Text("Ce n’est pas une adresse https publique.", "This is no public https address."),
          new Text(
              "https:// puis un nom, sans identifiant ni autre port que 443.",
              "https:// and a name, without credentials and with no port but 443."));
    }
  }

  static void ownHosts(Document document, Errors errors) {
    Set<String> own = own(document);
    for (String at : OWN) {
      document
          .text(at)
          .flatMap(AddressChecks::parsed)
          .filter(uri -> isPublic(uri) && !own.contains(uri.getHost()))
          .ifPresent(stranger -> stranger(at, errors));
    }
  }

  /// The address is at a name that nobody declared.
  static void stranger(String at, Errors errors) {
    errors.add(
        at,
        new Text(
            "Le nom de cette adresse n’est pas parmi les vôtres.",
            "The name in this address is none of yours."),
        new Text(
            "Ajoutez exactement ce nom à hosts s’il est à vous.",
            "Add exactly this name to hosts if it is yours."));
  }

  static void securityTxt(Document document, Errors errors) {
    String at = "/pages/securityTxt";
    if (document
        .text(at)
        .flatMap(AddressChecks::parsed)
        .filter(uri -> isPublic(uri) && !WELL_KNOWN.equals(uri.getRawPath()))
        .isPresent()) {
      errors.add(
          at,
          new Text("security.txt n’est pas à sa place.", "security.txt is not where it belongs."),
          new Text("Son chemin est " + WELL_KNOWN + ".", "Its path is " + WELL_KNOWN + "."));
    }
  }

  /// The names that are the app's own, compared whole.
  static Set<String> own(Document document) {
    Set<String> own = new HashSet<>();
    document.elements("/hosts").forEach(at -> document.text(at).ifPresent(own::add));
    document
        .text("/editor/website")
        .flatMap(AddressChecks::parsed)
        .filter(AddressChecks::isPublic)
        .ifPresent(uri -> own.add(uri.getHost()));
    return own;
  }

  static Optional<URI> parsed(String text) {
    try {
      return Optional.of(new URI(text)).filter(uri -> uri.isAbsolute() && !uri.isOpaque());
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  /// https by a public name, nothing before it and no other port.
  static boolean isPublic(URI uri) {
    return "https".equals(uri.getScheme())
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && (uri.getPort() == -1 || uri.getPort() == HTTPS)
        && HostName.isRight(uri.getHost());
  }

  /// Whether tests or the demo opened it.
  static boolean isOpen(Document document, URI uri) {
    return Set.of("http", "https").contains(uri.getScheme())
        && uri.getRawAuthority() != null
        && document.open().contains(uri.getRawAuthority());
  }

  private static Set<String> openHosts(Document document) {
    Set<String> hosts = new HashSet<>();
    for (String authority : document.open()) {
      int colon = authority.lastIndexOf(':');
      hosts.add(colon < 0 ? authority : authority.substring(0, colon));
    }
    return hosts;
  }
}
