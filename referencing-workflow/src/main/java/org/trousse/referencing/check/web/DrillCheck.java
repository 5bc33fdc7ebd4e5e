package org.trousse.referencing.check.web;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.manifest.Manifest.Exchange;
import org.trousse.referencing.text.Text;

/// GOV-07: an incident reaches somebody within a day; a signed rehearsal was answered in time.
final class DrillCheck implements Check {
  private static final Duration WITHIN = Duration.ofHours(24);
  private static final Text ANSWER =
      new Text(
          "Vérifiez la signature (en-tête Trousse-Signature), répondez par un code 2xx ou par une"
              + " réponse signée dans les 24 heures, puis relancez.",
          "Verify the signature (header Trousse-Signature), answer with a 2xx status or with a"
              + " signed answer within 24 hours, and run again.");

  @Override
  public String criterion() {
    return "GOV-07";
  }

  @Override
  public List<Look> looks(Subject subject) {
    return address(subject).<List<Look>>map(at -> List.of(new Look.Drill(at))).orElse(List.of());
  }

  private static Optional<URI> address(Subject subject) {
    return Optional.ofNullable(subject.manifest().exchange()).map(Exchange::incidentWebhook);
  }

  @Override
  public Finding judge(Subject subject, Seen seen) {
    FindingDraft draft = new FindingDraft(criterion(), subject.now());
    Optional<URI> address = address(subject);
    if (address.isEmpty()) {
      return draft
          .fault(
              new Text(
                  "Le manifeste ne dit pas où répéter un incident.",
                  "The manifest does not say where to rehearse an incident."),
              new Text(
                  "Ajoutez incidentWebhook à la partie exchange du manifeste.",
                  "Add incidentWebhook to the manifest’s exchange part."))
          .done();
    }
    draft.looked(address.get());
    switch (seen.at(new Look.Drill(address.get()))) {
      case Sight.Answered(var status, var after, var body)
          when status / 100 == 2 && after.compareTo(WITHIN) <= 0 ->
          draft.saw(
              "Exercice acquitté après " + after.toSeconds() + " s.",
              "Drill answered after " + after.toSeconds() + " s.");
      case Sight.Answered(var status, var after, var body) when status / 100 == 2 ->
          draft.fault(
              new Text(
                  "Exercice acquitté après plus de 24 heures.",
                  "Drill answered after more than 24 hours."),
              ANSWER);
      case Sight.Answered(var status, var after, var body) ->
          draft.fault(
              new Text(
                  "L’exercice a reçu le code " + status + ".",
                  "The drill was answered with status " + status + "."),
              ANSWER);
      case Sight other -> Pages.unseen(draft, address.get(), other);
    }
    return draft.done();
  }
}
