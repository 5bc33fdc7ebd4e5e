package org.trousse.referencing.check.behaviour;

import static org.trousse.referencing.check.behaviour.AskingRules.only;
import static org.trousse.referencing.check.behaviour.Recording.is;
import static org.trousse.referencing.check.behaviour.Recording.note;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.check.behaviour.Recording.Given;
import org.trousse.referencing.text.Text;

/// How an app speaks with the record: API-05, API-06, API-07, API-08.
final class SendingRules {
  private SendingRules() {}

  /// API-05.
  static void resent(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    Recording tape = only(tapes);
    List<SentObservation> sent = SentObservation.of(tape);
    for (Given given : tape.given()) {
      List<SentObservation> copies = sent.stream().filter(one -> one.tells(given)).toList();
      Set<String> identities =
          copies.stream().map(one -> note(one.taken(), "identity")).collect(Collectors.toSet());
      if (copies.isEmpty()) {
        judgement.unseen(
            "La mesure " + given.id() + " n’est pas arrivée.",
            "The measurement " + given.id() + " did not arrive.");
      } else if (identities.size() > 1) {
        judgement.fault(
            new Text(
                given.id() + " est devenu " + identities.size() + " mesures.",
                given.id() + " became " + identities.size() + " measurements."),
            new Text(
                "Donnez à une mesure le même identifier et la même heure à chaque envoi.",
                "Give a measurement the same identifier and time each time it is sent."));
      }
    }
    long stray = sent.stream().filter(one -> tape.given().stream().noneMatch(one::tells)).count();
    if (stray > 0) {
      judgement.fault(
          new Text(
              stray + " envois avec une autre heure que celle de la mesure.",
              stray + " sendings with another time than the measurement’s."),
          new Text(
              "effectiveDateTime est l’heure de la mesure, jamais celle de l’envoi.",
              "effectiveDateTime is when it was measured, never when it is sent."));
    }
    if (judgement.clean()) {
      judgement.good(
          "Renvoyées en désordre, les mesures restent les mêmes.",
          "Sent again and shuffled, the measurements stay the same.");
    }
  }

  /// API-06.
  static void clocks(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    Recording tape = only(tapes);
    List<SentObservation> sent = SentObservation.of(tape);
    if (sent.isEmpty()) {
      judgement.unseen(ValueRules.nothingSent());
      return;
    }
    for (Given given : tape.given()) {
      if (sent.stream().noneMatch(one -> one.tells(given))) {
        judgement.fault(
            new Text(
                "L’instant de " + given.id() + " (" + given.measured() + ") manque.",
                "The instant of " + given.id() + " (" + given.measured() + ") is missing."),
            new Text(
                "Gardez le décalage horaire de la mesure, et corrigez l’horloge de l’appareil.",
                "Keep the measurement’s offset, and correct the device’s clock."));
      }
    }
    if (judgement.clean()) {
      judgement.good(
          "Heure d’été et horloge décalée sont bien traitées.",
          "Summer time and a clock that is wrong are handled.");
    }
  }

  /// API-07.
  static void trouble(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    Recording both = tapes.get("read-trouble");
    if (both != null) {
      waits(both.at("fhir").toList(), judgement);
      boolean recovered =
          both.at("fhir")
              .filter(one -> is(one, "fault", "401"))
              .findFirst()
              .filter(refused ->
                  both.at("fhir")
                      .anyMatch(one -> Recording.succeeded(one) && one.at().isAfter(refused.at())))
              .isPresent();
      if (!recovered && judgement.clean()) {
        judgement.unseen(
            "L’application n’est pas allée au bout des réponses 429, 503 et 401.",
            "The app did not get through the answers 429, 503 and 401.");
      }
    }
    Recording adding = tapes.get("add-trouble");
    if (adding != null) {
      finalRefusals(adding, judgement);
    }
    if (judgement.clean()) {
      judgement.good("Refus et attentes sont respectés.", "Refusals and waits are respected.");
    }
  }

  /// No request before Retry-After is over.
  private static void waits(List<Sight.Taken> requests, Judgement judgement) {
    Instant until = Instant.MIN;
    String fault = "";
    for (Sight.Taken one : requests) {
      if (one.at().isBefore(until)) {
        judgement.fault(
            new Text(
                "Après " + fault + ", l’application est revenue avant Retry-After.",
                "After " + fault + ", the app came back before Retry-After."),
            new Text(
                "Attendez le temps que Retry-After indique (RFC 9110 §10.2.3).",
                "Wait as long as Retry-After says (RFC 9110 §10.2.3)."));
        return;
      }
      String wait = note(one, "retryAfter");
      if (!wait.isEmpty()) {
        fault = note(one, "fault");
        until = one.at().plusSeconds(Long.parseLong(wait));
      }
    }
  }

  private static void finalRefusals(Recording tape, Judgement judgement) {
    Map<String, List<Sight.Taken>> byReading =
        tape.creates()
            .filter(one -> !note(one, "identity").isEmpty())
            .collect(
                Collectors.groupingBy(
                    one -> note(one, "identity"), LinkedHashMap::new, Collectors.toList()));
    Set<String> met = new HashSet<>();
    byReading.forEach((identity, sent) -> {
      String first = note(sent.getFirst(), "fault");
      met.add(first);
      if (first.equals("503")) {
        waits(sent, judgement);
        if (sent.stream().noneMatch(Recording::succeeded)) {
          judgement.fault(
              new Text("Après 503, une mesure est perdue.", "After 503, a measurement was lost."),
              new Text(
                  "Renvoyez la mesure quand Retry-After est passé.",
                  "Send the measurement again when Retry-After is over."));
        }
      } else if (!first.isEmpty() && sent.size() > 1) {
        judgement.fault(
            new Text(
                "Après " + first + ", la même mesure est repartie.",
                "After " + first + ", the same measurement was sent again."),
            new Text(
                "403, 409 et 422 sont définitifs : gardez la mesure chez vous.",
                "403, 409 and 422 are final: keep the measurement where it is."));
      }
    });
    if (!met.containsAll(Set.of("409", "422", "503"))) {
      judgement.unseen(
          "L’application n’a pas envoyé assez de mesures pour rencontrer chaque refus.",
          "The app did not send enough measurements to meet every refusal.");
    }
  }

  /// API-08.
  static void reading(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    tapes
        .values()
        .forEach(tape -> {
          Set<String> kept =
              tape.at("fhir")
                  .filter(one -> is(one, "granted", "no"))
                  .map(one -> note(one, "asks"))
                  .collect(Collectors.toCollection(TreeSet::new));
          if (!kept.isEmpty()) {
            judgement.fault(
                new Text(
                    "Demandé au dossier sans droit : " + String.join(", ", kept) + ".",
                    "Asked of the record without permission: " + String.join(", ", kept) + "."),
                new Text(
                    "Ne demandez que ce que la réponse scope accorde.",
                    "Ask only for what the scope of the answer grants."));
          }
          pages(tape, judgement);
        });
    Recording whole = tapes.get("connect");
    if (whole != null && whole.at("fhir").noneMatch(one -> !note(one, "page").isEmpty())) {
      judgement.unseen(
          "L’application n’a rien lu dans le dossier.", "The app read nothing from the record.");
    }
    if (judgement.clean()) {
      judgement.good(
          "Lectures permises seulement, toutes les pages suivies.",
          "Permitted reads only, every page followed.");
    }
  }

  private static void pages(Recording tape, Judgement judgement) {
    Map<String, Set<String>> seen =
        tape.at("fhir")
            .filter(one -> !note(one, "page").isEmpty())
            .collect(
                Collectors.groupingBy(
                    one -> note(one, "asks"),
                    Collectors.mapping(one -> note(one, "page"), Collectors.toSet())));
    seen.forEach((asks, pages) -> {
      int last = Integer.parseInt(pages.iterator().next().split("/", 2)[1]);
      boolean all =
          IntStream.rangeClosed(1, last).allMatch(page -> pages.contains(page + "/" + last));
      if (!all) {
        judgement.fault(
            new Text(
                asks + " : " + pages.size() + " pages lues sur " + last + ".",
                asks + ": " + pages.size() + " pages read of " + last + "."),
            new Text(
                "Suivez link.next jusqu’à la dernière page.",
                "Follow link.next to the last page."));
      }
    });
  }
}
