package org.trousse.referencing.outbound;

import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.text.Text;

/// Why there was nothing to see, in words that say nothing of what is behind an address.
final class Reasons {
  static final Text NO_ADDRESS =
      new Text(
          "L’adresse n’est pas de celles que nous consultons : un nom public, sans mot de passe,"
              + " sur le port habituel.",
          "The address is not one that we look at: a public name, without a password, on the usual"
              + " port.");
  static final Text ONLY_HTTPS =
      new Text(
          "Nous ne consultons que des adresses https.", "We only look at addresses with https.");
  static final Text NOT_PUBLIC =
      new Text(
          "Le nom ne mène pas, ou pas seulement, à des adresses publiques.",
          "The name does not lead, or not only, to public addresses.");
  static final Text NO_NAME =
      new Text("Le nom est inconnu du DNS.", "The DNS does not know the name.");
  static final Text SILENT =
      new Text(
          "La réponse entière n’est pas venue dans le temps imparti.",
          "The whole answer did not come in the time allowed.");
  static final Text TOO_LONG =
      new Text("La réponse dépasse 1 Mo.", "The answer is longer than 1 MB.");
  static final Text TOO_MANY_REDIRECTS =
      new Text("Plus de trois redirections.", "More than three redirects.");
  static final Text BAD_REDIRECT =
      new Text(
          "Une redirection mène à une adresse que nous ne consultons pas.",
          "A redirect leads to an address that we do not look at.");
  static final Text UNREADABLE =
      new Text("La réponse ne peut pas être décompressée.", "The answer cannot be decompressed.");
  static final Text NO_TLS =
      new Text(
          "La connexion TLS a échoué : certificat refusé, nom absent du certificat ou protocole"
              + " trop ancien.",
          "The TLS connection failed: a certificate that is not trusted or does not name the host,"
              + " or a protocol that is too old.");
  static final Text NOBODY =
      new Text(
          "Personne ne répond, ou la réponse n’est pas lisible.",
          "Nobody answers, or the answer cannot be read.");

  private Reasons() {}

  static Sight.NotSeen notSeen(Text why) {
    return new Sight.NotSeen(why);
  }

  static Sight.NotSeen notSeen(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof SSLException)) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case SSLException tls -> notSeen(NO_TLS);
      case java.security.GeneralSecurityException tls -> notSeen(NO_TLS);
      case java.net.UnknownHostException name -> notSeen(NO_NAME);
      case TimeoutException slow -> notSeen(SILENT);
      default -> notSeen(NOBODY);
    };
  }
}
