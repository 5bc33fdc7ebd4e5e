package org.trousse.referencing.check.web;

import java.util.LinkedHashSet;
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
import org.trousse.referencing.manifest.Manifest.Hosting;
import org.trousse.referencing.manifest.Manifest.SubProcessor;
import org.trousse.referencing.text.Text;

/// HOS-02: health data stay where the vendor says, and that is in the European Economic Area.
final class CountriesCheck implements Check {
  private static final int HOSTS_MAX = 30;
  private static final Set<String> EEA =
      Set.of(
          "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
          "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");

  @Override
  public String criterion() {
    return "HOS-02";
  }

  @Override
  public List<Look> looks(Subject subject) {
    return hosts(subject).<Look>map(Look.Resolve::new).toList();
  }

  private static Stream<String> hosts(Subject subject) {
    return subject.manifest().hosts().stream().distinct().limit(HOSTS_MAX);
  }

  @Override
  public Finding judge(Subject subject, Seen seen) {
    FindingDraft draft = new FindingDraft(criterion(), subject.now());
    Set<String> declared = declared(subject.manifest().hosting());
    for (String country : declared) {
      if (!EEA.contains(country)) {
        draft.fault(
            new Text(
                "Un pays déclaré est hors de l’Espace économique européen : " + country + ".",
                "A declared country is outside the European Economic Area: " + country + "."),
            new Text(
                "Les données de santé restent dans l’Espace économique européen.",
                "Health data stay in the European Economic Area."));
      }
    }
    if (subject.manifest().hosts().isEmpty()) {
      draft.unseen(
          new Text("Le manifeste ne nomme aucun hôte.", "The manifest names no host."),
          new Text(
              "Nommez chaque hôte que l’application appelle.",
              "Name each host that the app calls."));
    }
    draft.atMost(HOSTS_MAX, subject.manifest().hosts().size());
    hosts(subject).forEach(host -> judge(draft, host, declared, seen));
    return draft.done();
  }

  private static void judge(FindingDraft draft, String host, Set<String> declared, Seen seen) {
    draft.looked(host);
    Sight sight = seen.at(new Look.Resolve(host));
    if (!(sight instanceof Sight.Addresses(var addresses, var countries))) {
      Pages.unseen(draft, host, sight);
      return;
    }
    Set<String> found = new LinkedHashSet<>(countries.values());
    for (String country : found) {
      if (!declared.contains(country)) {
        draft.fault(
            new Text(
                host + " mène en " + country + ", qui n’est pas déclaré.",
                host + " leads to " + country + ", which is not declared."),
            new Text(
                "Déclarez ce pays, ou faites répondre l’hôte depuis un pays déclaré ; un réseau de"
                    + " diffusion doit être borné aux pays déclarés.",
                "Declare the country, or let the host answer from a declared one; a content network"
                    + " must be held to the declared countries."));
      }
    }
    if (!addresses.stream().allMatch(countries::containsKey)) {
      draft.unseen(
          new Text(
              "Le pays d’une adresse de " + host + " n’est pas connu de l’exploitant.",
              "The country of an address of " + host + " is not known to the operator."),
          new Text(
              "L’exploitant doit donner un fichier de localisation qui la couvre.",
              "The operator must give a location file that covers it."));
    } else {
      draft.saw(
          host + " : " + String.join(", ", found) + ".",
          host + ": " + String.join(", ", found) + ".");
    }
  }

  private static Set<String> declared(Hosting hosting) {
    Set<String> all = new LinkedHashSet<>();
    hosting.countries().forEach(country -> all.add(country.toUpperCase(Locale.ROOT)));
    hosting.subProcessors().stream()
        .filter(SubProcessor::healthData)
        .forEach(one -> all.add(one.country().toUpperCase(Locale.ROOT)));
    return all;
  }
}
