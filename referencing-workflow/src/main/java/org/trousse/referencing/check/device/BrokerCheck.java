package org.trousse.referencing.check.device;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.trousse.referencing.check.Check;
import org.trousse.referencing.check.Look;
import org.trousse.referencing.check.Seen;
import org.trousse.referencing.check.Sight;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.check.web.TlsCheck;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.finding.FindingDraft;
import org.trousse.referencing.manifest.Manifest.DeviceModel;
import org.trousse.referencing.text.Text;

/// DEV-03, the broker's part: it speaks TLS 1.2 or later, and lets no stranger in.
public final class BrokerCheck implements Check {
  private static final int BROKERS_MAX = 10;
  private static final int OTHER_VERSION = 1;

  /// Where a broker is.
  record Place(String host, int port) {
    /// Empty: not `host:port`.
    static Optional<Place> of(String text) {
      int colon = text.lastIndexOf(':');
      return colon > 0 && text.substring(colon + 1).matches("[1-9][0-9]{0,4}")
          ? Optional.of(
              new Place(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1))))
          : Optional.empty();
    }
  }

  @Override
  public String criterion() {
    return "DEV-03";
  }

  @Override
  public List<Look> looks(Subject subject) {
    return brokers(subject)
        .limit(BROKERS_MAX)
        .map(Place::of)
        .flatMap(Optional::stream)
        .<Look>mapMulti((place, out) -> {
          out.accept(new Look.Knock(place.host(), place.port()));
          out.accept(new Look.Handshake(place.host(), place.port()));
        })
        .toList();
  }

  private static Stream<String> brokers(Subject subject) {
    return subject.manifest().devices().stream()
        .map(DeviceModel::broker)
        .flatMap(Stream::ofNullable)
        .distinct();
  }

  @Override
  public Finding judge(Subject subject, Seen seen) {
    FindingDraft draft = new FindingDraft(criterion(), subject.now());
    List<String> brokers = brokers(subject).toList();
    if (brokers.isEmpty()) {
      draft.saw(
          "Aucun appareil ne parle à un broker de l’éditeur.",
          "No device speaks to a broker of the vendor’s.");
    }
    draft.atMost(BROKERS_MAX, brokers.size());
    for (String broker : brokers.subList(0, Math.min(BROKERS_MAX, brokers.size()))) {
      draft.looked(broker);
      Place.of(broker)
          .ifPresentOrElse(
              place -> judge(draft, place, subject, seen),
              () ->
                  draft.fault(
                      new Text(
                          broker + " n’est pas de la forme hôte:port.",
                          broker + " is not host:port."),
                      new Text(
                          "Écrivez par exemple mqtt.editeur.example:8883.",
                          "Write for example mqtt.vendor.example:8883.")));
    }
    return draft.done();
  }

  private static void judge(FindingDraft draft, Place place, Subject subject, Seen seen) {
    String name = place.host() + ":" + place.port();
    if (seen.at(new Look.Handshake(place.host(), place.port())) instanceof Sight.Shook shook) {
      TlsCheck.shook(draft, name, shook, subject.now());
    } else {
      unseen(draft, name);
    }
    switch (seen.at(new Look.Knock(place.host(), place.port()))) {
      case Sight.Knocked(var connected, var reason) when connected ->
          draft.fault(
              new Text(
                  name + " laisse entrer un client sans identifiants.",
                  name + " lets a client without credentials in."),
              new Text(
                  "Refusez les connexions anonymes (allow_anonymous false, ou certificat client).",
                  "Refuse anonymous connections (allow_anonymous false, or client certificates)."));
      case Sight.Knocked(var connected, var reason) when reason == OTHER_VERSION ->
          unseen(draft, name);
      case Sight.Knocked(var connected, var reason) ->
          draft.saw(
              name + " refuse un inconnu (code " + reason + ").",
              name + " refuses a stranger (code " + reason + ").");
      default -> unseen(draft, name);
    }
  }

  private static void unseen(FindingDraft draft, String name) {
    draft.unseen(
        new Text(name + " n’a pas pu être essayé.", name + " could not be tried."),
        new Text(
            "Vérifiez qu’il répond en MQTT sur TLS depuis Internet, puis relancez.",
            "Make sure that it answers MQTT over TLS from the internet, and run again."));
  }
}
