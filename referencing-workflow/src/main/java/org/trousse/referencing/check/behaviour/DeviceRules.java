package org.trousse.referencing.check.behaviour;

import static org.trousse.referencing.check.behaviour.AskingRules.only;
import static org.trousse.referencing.check.behaviour.Recording.is;
import static org.trousse.referencing.check.behaviour.Recording.note;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.text.Text;

/// How an app's devices behave: DEV-01, DEV-02, DEV-03.
final class DeviceRules {
  private static final Text SILENT =
      new Text(
          "Deux appareils devaient s’enregistrer et envoyer ; ce n’est pas arrivé.",
          "Two devices should have registered and sent; they did not.");

  private DeviceRules() {}

  private static List<Sight.Taken> sends(Recording tape) {
    return tape.at("device").filter(one -> is(one, "does", "send")).toList();
  }

  private static Set<String> named(Recording tape, String does) {
    return tape.at("device")
        .filter(one -> is(one, "does", does))
        .map(one -> note(one, "device"))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  /// DEV-01.
  static void individual(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    Recording tape = only(tapes);
    if (named(tape, "register").isEmpty() || sends(tape).isEmpty()) {
      judgement.unseen(SILENT);
      return;
    }
    if (named(tape, "register").size() < 2 || named(tape, "send").size() < 2) {
      judgement.fault(
          new Text(
              "Deux appareils se présentent sous un seul nom.",
              "Two devices present themselves under one name."),
          new Text(
              "Enregistrez chaque appareil sous un nom à lui.",
              "Register each device under a name of its own."));
    }
    Optional<Sight.Taken> ended =
        sends(tape).stream().filter(one -> is(one, "standing", "ended")).findFirst();
    if (ended.isEmpty()) {
      judgement.unseen(
          "Aucun appareil n’a rencontré sa révocation.", "No device met its revocation.");
      return;
    }
    afterwards(tape, ended.get(), judgement);
    if (judgement.clean()) {
      judgement.good(
          "Chaque appareil a son identité ; l’appareil révoqué s’arrête, l’autre continue.",
          "Each device has its identity; the revoked one stops, the other goes on.");
    }
  }

  private static void afterwards(Recording tape, Sight.Taken ended, Judgement judgement) {
    String device = note(ended, "device");
    Instant told = ended.at();
    boolean again =
        sends(tape).stream()
            .anyMatch(one -> note(one, "device").equals(device) && one.at().isAfter(told));
    boolean other =
        sends(tape).stream()
            .anyMatch(one ->
                !note(one, "device").equals(device)
                    && one.at().isAfter(told)
                    && Recording.succeeded(one));
    if (again) {
      judgement.fault(
          new Text("L’appareil révoqué a continué.", "The revoked device went on."),
          new Text(
              "Arrêtez l’appareil que la porte refuse par device-ended.",
              "Stop the device that the door refuses by device-ended."));
    }
    if (!other) {
      judgement.fault(
          new Text("L’autre appareil s’est arrêté aussi.", "The other device stopped as well."),
          new Text(
              "La révocation d’un appareil ne doit pas toucher les autres.",
              "Revoking one device must not touch the others."));
    }
  }

  /// DEV-02.
  static void ownCredentials(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    List<Sight.Taken> sends = sends(only(tapes));
    if (sends.isEmpty()) {
      judgement.unseen(SILENT);
    }
    Map<String, Set<String>> devices =
        sends.stream()
            .filter(one -> !note(one, "credential").isEmpty())
            .collect(
                Collectors.groupingBy(
                    one -> note(one, "credential"),
                    Collectors.mapping(one -> note(one, "device"), Collectors.toSet())));
    boolean shared = devices.values().stream().anyMatch(names -> names.size() > 1);
    boolean unknown = sends.stream().anyMatch(one -> is(one, "standing", "unknown"));
    if (shared || unknown) {
      judgement.fault(
          new Text(
              shared
                  ? "Deux appareils utilisent le même secret."
                  : "Un appareil s’est présenté sans le secret qui lui fut donné.",
              shared
                  ? "Two devices use the same secret."
                  : "A device came without the secret that it was given."),
          new Text(
              "Gardez dans chaque appareil le secret que son enregistrement a donné.",
              "Keep in each device the secret that its registration gave."));
    }
    if (judgement.clean()) {
      judgement.good(
          devices.size() + " appareils, autant de secrets.",
          devices.size() + " devices, as many secrets.");
    }
  }

  /// DEV-03, the half that the app's devices show; a broker of the vendor's own is knocked at
  /// elsewhere.
  static void ownTopics(Subject subject, Map<String, Recording> tapes, Judgement judgement) {
    List<Sight.Taken> sends = sends(only(tapes));
    if (sends.isEmpty()) {
      judgement.unseen(SILENT);
    }
    boolean crossed =
        sends.stream()
            .anyMatch(one ->
                is(one, "own", "no") || !note(one, "signedInAs").equals(note(one, "device")));
    if (crossed) {
      judgement.fault(
          new Text(
              "Un appareil a envoyé sous l’adresse d’un autre.",
              "A device sent under another one’s address."),
          new Text(
              "Un appareil ne publie que sous son propre nom.",
              "A device publishes under its own name alone."));
    }
    if (judgement.clean()) {
      judgement.good(
          "Chaque appareil n’écrit que sous son nom.",
          "Each device writes under its own name alone.");
    }
  }
}
