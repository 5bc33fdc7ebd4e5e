package org.trousse.referencing.check.web;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.text.Text;

/// NET-01: every declared host speaks TLS 1.2 or later, strongly, by a chain that holds, and says
/// that it always will (RFC 9325, RFC 6797).
public final class TlsCheck implements Check {
  private static final int HTTPS = 443;
  private static final int HOSTS_MAX = 30;
  private static final Duration WARN_BEFORE = Duration.ofDays(14);
  private static final long HSTS_SECONDS_MIN = Duration.ofDays(365).toSeconds();

  @Override
  public String criterion() {
    return "NET-01";
  }

  @Override
  public List<Look> looks(Subject subject) {
    List<Look> looks = new ArrayList<>();
    hosts(subject)
        .forEach(host -> {
          looks.add(new Look.Handshake(host, HTTPS));
          looks.add(new Look.Fetch(home(host)));
        });
    return looks;
  }

  private static Stream<String> hosts(Subject subject) {
    return subject.manifest().hosts().stream().distinct().limit(HOSTS_MAX);
  }

  private static URI home(String host) {
    return URI.create("https://" + host + "/");
  }

  @Override
  public Finding judge(Subject subject, Seen seen) {
    FindingDraft draft = new FindingDraft(criterion(), subject.now());
    if (subject.manifest().hosts().isEmpty()) {
      draft.unseen(
          new Text("Le manifeste ne nomme aucun hôte.", "The manifest names no host."),
          new Text(
              "Nommez chaque hôte que l’application appelle.",
              "Name each host that the app calls."));
    }
    draft.atMost(HOSTS_MAX, subject.manifest().hosts().size());
    hosts(subject)
        .forEach(host -> {
          draft.looked(host + ":" + HTTPS);
          Sight sight = seen.at(new Look.Handshake(host, HTTPS));
          if (sight instanceof Sight.Shook shook) {
            shook(draft, host, shook, subject.now());
          } else {
            Pages.unseen(draft, host, sight);
          }
          transport(draft, host, seen.at(new Look.Fetch(home(host))));
        });
    return draft.done();
  }

  /// What a handshake must be; for brokers too.
  public static void shook(FindingDraft draft, String host, Sight.Shook shook, Instant now) {
    if (!Set.of("TLSv1.2", "TLSv1.3").contains(shook.protocol())) {
      draft.fault(
          new Text(
              host + " parle " + shook.protocol() + ".",
              host + " speaks " + shook.protocol() + "."),
          new Text("Activez TLS 1.2 et 1.3.", "Turn on TLS 1.2 and 1.3."));
    }
    for (String old : shook.oldProtocols()) {
      draft.fault(
          new Text(host + " accepte encore " + old + ".", host + " still accepts " + old + "."),
          new Text("Coupez TLS 1.0 et 1.1 (RFC 8996).", "Turn off TLS 1.0 and 1.1 (RFC 8996)."));
    }
    for (String weak : shook.weakSuites()) {
      draft.fault(
          new Text(
              host + " accepte la suite faible " + weak + ".",
              host + " accepts the weak suite " + weak + "."),
          STRONG);
    }
    if (!strong(shook.protocol(), shook.cipherSuite())) {
      draft.fault(
          new Text(
              host + " choisit la suite " + shook.cipherSuite() + ".",
              host + " chooses the suite " + shook.cipherSuite() + "."),
          STRONG);
    }
    chain(draft, host, shook, now);
    draft.saw(
        host + " : " + shook.protocol() + ", " + shook.cipherSuite() + ".",
        host + ": " + shook.protocol() + ", " + shook.cipherSuite() + ".");
  }

  private static final Text STRONG =
      new Text(
          "N’offrez que des suites à échange éphémère et à chiffrement authentifié, par exemple"
              + " TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 (RFC 9325 §4.2).",
          "Offer only suites with ephemeral key exchange and authenticated encryption, for example"
              + " TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 (RFC 9325 §4.2).");

  private static void chain(FindingDraft draft, String host, Sight.Shook shook, Instant now) {
    Instant end = shook.certificateEnds();
    if (!shook.trusted()) {
      draft.fault(
          new Text(
              "Le certificat de " + host + " n’est pas reconnu pour ce nom.",
              "The certificate of " + host + " is not trusted for this name."),
          new Text(
              "Servez toute la chaîne, d’une autorité reconnue, pour ce nom.",
              "Serve the whole chain, from a known authority, for this name."));
    } else if (end != null && end.isBefore(now.plus(WARN_BEFORE))) {
      draft.saw(
          "Le certificat de " + host + " finit le " + end + " : renouvelez-le.",
          "The certificate of " + host + " ends on " + end + ": renew it.");
    }
  }

  /// RFC 9325 §4.2: ephemeral keys and authenticated encryption; all suites of TLS 1.3 are.
  static boolean strong(String protocol, String suite) {
    return protocol.equals("TLSv1.3")
        ? suite.startsWith("TLS_AES_") || suite.startsWith("TLS_CHACHA20_")
        : suite.matches("TLS_(ECDHE|DHE)_(RSA|ECDSA)_WITH_(AES_\\d+_(GCM|CCM)|CHACHA20_).*");
  }

  private static void transport(FindingDraft draft, String host, Sight sight) {
    if (!(sight instanceof Sight.Page page)) {
      Pages.unseen(draft, home(host), sight);
      return;
    }
    if (!host.equalsIgnoreCase(page.at().getHost())) {
      draft.unseen(
          new Text(
              host + " redirige ailleurs : l’en-tête HSTS n’a pas pu être lu.",
              host + " redirects elsewhere: its HSTS header could not be read."),
          new Text(
              "Faites répondre la racine de l’hôte par lui-même, avec l’en-tête.",
              "Let the host answer its root itself, with the header."));
      return;
    }
    long seconds = maxAge(page.headers().getOrDefault("strict-transport-security", ""));
    if (seconds < HSTS_SECONDS_MIN) {
      draft.fault(
          new Text(
              host + " n’impose pas https pour un an (HSTS).",
              host + " does not hold browsers to https for a year (HSTS)."),
          new Text(
              "Envoyez Strict-Transport-Security: max-age=31536000; includeSubDomains sur toutes"
                  + " les réponses.",
              "Send Strict-Transport-Security: max-age=31536000; includeSubDomains with every"
                  + " answer."));
    }
  }

  /// RFC 6797 §6.1: directives in any case, once each; a header that says it twice says nothing.
  static long maxAge(String header) {
    List<String> ages =
        Stream.of(header.toLowerCase(Locale.ROOT).split("[;,]", -1))
            .map(String::strip)
            .filter(part -> part.startsWith("max-age"))
            .map(part -> part.replaceFirst("max-age\\s*=\\s*", "").replace("\"", ""))
            .toList();
    return ages.size() == 1 && ages.getFirst().matches("[0-9]{1,12}")
        ? Long.parseLong(ages.getFirst())
        : -1;
  }
}
