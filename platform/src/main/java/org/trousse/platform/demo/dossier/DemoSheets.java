package org.trousse.platform.demo.dossier;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.platform.demo.apps.DemoApp;
import org.trousse.platform.demo.vendor.DemoVendor;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.text.Text;

/// The eight apps, one in each state that somebody should see. Those that a patient can authorise
/// are the demo's apps; all of them are invented.
public final class DemoSheets {
  private static final List<String> WEB = List.of("web");
  private static final List<String> PHONE = List.of("ios", "android");

  private DemoSheets() {}

  /// All of them.
  ///
  /// @param clients the demo's apps, of which five have a dossier
  public static List<DemoSheet> all(List<DemoApp> clients) {
    return List.of(
        client(
            new Place(1, State.LISTED, WEB),
            app(clients, "demo-web"),
            new Text("Vos mesures sur une seule page.", "Your readings on one page."),
            new Text(
                "Carnet Démo réunit la glycémie, la tension, le poids et la température que vous"
                    + " voulez voir ensemble. Application inventée.",
                "Carnet Démo brings together the glucose, blood pressure, weight and temperature"
                    + " that you want to see at once. An invented app.")),
        client(
            new Place(2, State.LISTED_PROVISIONAL, WEB),
            app(clients, "demo-server"),
            new Text("Le bilan de vos 14 derniers jours.", "Your last 14 days, summed up."),
            new Text(
                "Suivi Démo prépare un bilan de deux semaines à montrer à qui vous voulez."
                    + " Application inventée.",
                "Suivi Démo prepares a summary of two weeks to show to whom you want. An invented"
                    + " app.")),
        client(
            new Place(3, State.UNDER_WATCH, List.of("device")),
            app(clients, "demo-cuff"),
            new Text(
                "Range chaque mesure de votre tensiomètre.", "Files each reading of your cuff."),
            new Text(
                "Tensiomètre Démo envoie chaque mesure à votre dossier sans rien taper. Appareil"
                    + " inventé.",
                "Tensiomètre Démo sends each reading to your record without typing. An invented"
                    + " device.")),
        client(
            new Place(4, State.SUSPENDED, PHONE),
            app(clients, "demo-night"),
            new Text("Votre glycémie pendant la nuit.", "Your glucose during the night."),
            new Text(
                "Nuit Démo montre au réveil ce que le capteur a vu la nuit. Application inventée.",
                "Nuit Démo shows in the morning what the sensor saw at night. An invented app.")),
        other(
            new Place(5, State.EXPERT_REVIEW, PHONE),
            "demo-weight",
            "Pesée Démo",
            new Text("Une courbe de poids, sans jugement.", "A weight curve, without judging."),
            new Text(
                "Pesée Démo lit votre poids et en trace la courbe au fil des mois. Application"
                    + " inventée.",
                "Pesée Démo reads your weight and draws its curve over the months. An invented"
                    + " app."),
            List.of(want(Permission.read(DataKind.BODY_WEIGHT)))),
        other(
            new Place(6, State.REMEDIATION, PHONE),
            "demo-fever",
            "Fièvre Démo",
            new Text("Notez la température d’un proche.", "Note a relative’s temperature."),
            new Text(
                "Fièvre Démo garde dans le dossier la température que vous prenez. Application"
                    + " inventée.",
                "Fièvre Démo keeps in the record the temperature that you take. An invented app."),
            List.of(want(Permission.add(DataKind.BODY_TEMPERATURE)))),
        other(
            new Place(7, State.DRAFT, PHONE),
            "demo-walk",
            "Marche Démo",
            new Text("Vos promenades, jour après jour.", "Your walks, day by day."),
            new Text(
                "Marche Démo aide à marcher un peu chaque jour ; elle n’échange rien. Application"
                    + " inventée.",
                "Marche Démo helps to walk a little every day; it exchanges nothing. An invented"
                    + " app."),
            List.of()),
        client(
            new Place(8, State.RENEWAL, WEB),
            app(clients, "demo-clinic"),
            new Text(
                "Vos mesures au cabinet, avant le rendez-vous.",
                "Your readings at the practice, before you come."),
            new Text(
                "Cabinet Démo montre vos mesures à votre cabinet avant la consultation."
                    + " Application inventée.",
                "Cabinet Démo shows your readings to your practice before you come. An invented"
                    + " app.")));
  }

  /// Where an app stands, and where it runs.
  private record Place(int number, State state, List<String> platforms) {}

  private static App app(List<DemoApp> clients, String clientId) {
    return clients.stream()
        .map(DemoApp::app)
        .filter(one -> one.clientId().equals(clientId))
        .findFirst()
        .orElseThrow();
  }

  private static DemoSheet client(Place place, App client, Text summary, Text description) {
    AppEntry entry = client.entry();
    return sheet(place, entry.softwareId(), entry.name(), summary, description, client);
  }

  private static DemoSheet sheet(
      Place place, String software, String name, Text summary, Text description, App client) {
    return new DemoSheet(
        place.number(),
        place.state(),
        software,
        name,
        summary,
        description,
        client,
        client.entry().wants(),
        place.platforms(),
        DemoVendor.GOOD);
  }

  private static DemoSheet other(
      Place place, String software, String name, Text summary, Text description, List<Want> wants) {
    @Nullable App nobody = null;
    return new DemoSheet(
        place.number(),
        place.state(),
        software,
        name,
        summary,
        description,
        nobody,
        wants,
        place.platforms(),
        place.state() == State.REMEDIATION ? DemoVendor.BAD : DemoVendor.GOOD);
  }

  private static Want want(Permission permission) {
    return new Want(
        permission,
        true,
        new AppEntry.Text("faire ce que l’application annonce", "do what the app says"),
        new AppEntry.Text("la page reste vide", "the page stays empty"));
  }
}
