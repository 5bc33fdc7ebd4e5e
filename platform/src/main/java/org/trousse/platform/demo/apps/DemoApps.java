package org.trousse.platform.demo.apps;

import com.nimbusds.jose.JWSAlgorithm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;

/// One invented app of each kind that connects. Their editors do not exist.
public final class DemoApps {
  private static final Text NOBODY_LOSES =
      new Text(
          "le service marche, sans cette information",
          "the service works, without this information");

  private DemoApps() {}

  /// All of them.
  ///
  /// @param folder where their private keys are kept
  public static List<DemoApp> all(Path folder) {
    DemoAppKey server = DemoAppKey.in(folder, "demo-server", JWSAlgorithm.ES256);
    DemoAppKey clinic = DemoAppKey.in(folder, "demo-clinic", JWSAlgorithm.ES384);
    return List.of(
        app(
            new Shape(
                "demo-web",
                SecurityProfile.SMART_PUBLIC,
                "Carnet Démo",
                new Text(
                    "réunir vos mesures sur une seule page, pour vous.",
                    "bring your readings together on one page, for yourself."),
                "http://127.0.0.1:8081/back",
                null,
                "RS256",
                false),
            wantsToRead()),
        app(
            new Shape(
                "demo-server",
                SecurityProfile.FAPI2,
                "Suivi Démo",
                new Text(
                    "faire le bilan de vos 14 derniers jours, que vous montrez à qui vous voulez.",
                    "sum up your last 14 days, to show to whom you want."),
                "http://127.0.0.1:8082/back",
                server,
                "ES256",
                false),
            wantsToRead()),
        app(
            new Shape(
                "demo-clinic",
                SecurityProfile.SMART_CONFIDENTIAL,
                "Cabinet Démo",
                new Text(
                    "montrer vos mesures au cabinet, avant votre rendez-vous.",
                    "show your readings at the practice, before your appointment."),
                "http://127.0.0.1:8083/back",
                clinic,
                "RS256",
                false),
            wantsToRead()),
        app(
            new Shape(
                "demo-cuff",
                SecurityProfile.SMART_PUBLIC,
                "Tensiomètre Démo",
                new Text(
                    "ranger chaque mesure de votre tensiomètre dans votre dossier, sans rien"
                        + " taper.",
                    "file each reading of your cuff in your record, without typing."),
                null,
                null,
                "RS256",
                true),
            List.of(
                new Want(
                    Permission.add(DataKind.BLOOD_PRESSURE),
                    true,
                    new Text(
                        "ranger chaque mesure dans votre dossier",
                        "file each reading in your record"),
                    new Text("l’appareil ne peut rien envoyer", "the device can send nothing")))));
  }

  /// One whose dossier is suspended, so that nothing reaches it: beside the others, since scripts
  /// take those to work.
  public static DemoApp night() {
    return app(
        new Shape(
            "demo-night",
            SecurityProfile.SMART_PUBLIC,
            "Nuit Démo",
            new Text(
                "montrer au réveil votre glycémie de la nuit.",
                "show your glucose of the night in the morning."),
            "http://127.0.0.1:8084/back",
            null,
            "RS256",
            false),
        List.of(
            new Want(
                Permission.read(DataKind.GLUCOSE),
                true,
                reason(Permission.read(DataKind.GLUCOSE)),
                new Text("la page reste vide", "the page stays empty"))));
  }

  /// What makes one differ from another.
  private record Shape(
      String clientId,
      SecurityProfile profile,
      String name,
      Text purpose,
      @Nullable String redirectUri,
      @Nullable DemoAppKey key,
      String idTokenAlg,
      boolean deviceFlow) {}

  private static DemoApp app(Shape shape, List<Want> wants) {
    String redirectUri = shape.redirectUri();
    DemoAppKey key = shape.key();
    AppEntry entry =
        new AppEntry(
            shape.clientId(),
            shape.name(),
            "Studio Exemple (inventé)",
            shape.clientId().toUpperCase(Locale.ROOT),
            shape.purpose(),
            redirectUri == null ? List.of() : List.of(redirectUri),
            redirectUri == null
                ? Set.of()
                : Set.of(redirectUri.substring(0, redirectUri.lastIndexOf('/'))),
            null,
            key == null ? null : key.jwks(),
            shape.idTokenAlg(),
            shape.deviceFlow(),
            wants,
            List.of(),
            null,
            null);
    return new DemoApp(
        new App(shape.clientId(), shape.profile(), AppStatus.ACTIVE, 1, entry),
        key == null ? null : key.file());
  }

  /// Everything, so that whoever tries a client may ask for what they like; only glucose is needed.
  private static List<Want> wantsToRead() {
    List<Want> wants = new ArrayList<>();
    for (Permission permission : Permission.all()) {
      boolean needed = permission.equals(Permission.read(DataKind.GLUCOSE));
      wants.add(
          new Want(
              permission,
              needed,
              reason(permission),
              needed ? new Text("la page reste vide", "the page stays empty") : NOBODY_LOSES));
    }
    return wants;
  }

  private static Text reason(Permission permission) {
    if (permission.kind() == DataKind.IDENTITY) {
      return new Text("vous appeler par votre nom", "call you by your name");
    }
    return switch (permission.direction()) {
      case READ -> new Text("montrer votre courbe", "show your curve");
      case ADD ->
          new Text("garder ce que vous notez dans l’application", "keep what you note in the app");
    };
  }
}
