package org.trousse.consent.page.authorise;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.page.Whose;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.signin.SignedIn;
import org.trousse.consent.signin.provider.Provider;
import org.trousse.sdk.PatientId;

/// An invented app that asks invented people.
public final class SyntheticApp {
  public static final String CLIENT = "carnet-demo";
  public static final Permission READ_GLUCOSE = Permission.read(DataKind.GLUCOSE);
  public static final Permission ADD_GLUCOSE = Permission.add(DataKind.GLUCOSE);
  public static final Permission READ_WEIGHT = Permission.read(DataKind.BODY_WEIGHT);
  public static final Set<Permission> ALL = Set.of(READ_GLUCOSE, ADD_GLUCOSE, READ_WEIGHT);
  static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  private SyntheticApp() {}

  public static App app() {
    return app(AppStatus.ACTIVE);
  }

  public static App app(AppStatus status) {
    AppEntry entry =
        new AppEntry(
            CLIENT,
            "Carnet Démo",
            "Éditions Exemple SAS",
            "DEMO-0001",
            new Text("tenir un carnet de glycémie.", "keep a glucose diary."),
            List.of("https://carnet.example/retour"),
            Set.of(),
            null,
            null,
            "RS256",
            true,
            List.of(
                new Want(
                    READ_GLUCOSE,
                    true,
                    new Text("dessiner votre courbe.", "draw your curve."),
                    new Text("le carnet reste vide.", "the diary stays empty.")),
                new Want(
                    ADD_GLUCOSE,
                    false,
                    new Text("garder ce que vous tapez.", "keep what you type."),
                    new Text("rien n’est ajouté.", "nothing is added.")),
                new Want(
                    READ_WEIGHT,
                    false,
                    new Text("comparer avec le poids.", "compare with weight."),
                    new Text("pas de comparaison.", "no comparison."))),
            List.of(),
            URI.create("https://carnet.example/donnees"),
            null);
    return new App(CLIENT, SecurityProfile.SMART_PUBLIC, status, 1, entry);
  }

  public static Asked asked(Set<Permission> permissions) {
    return new Asked(
        app(), permissions, true, false, URI.create("https://carnet.example/retour"), null);
  }

  static SignedIn person(@Nullable LocalDate mandateUntil) {
    PatientId patient = new PatientId(7);
    return new SignedIn(
        new UUID(1, 1),
        new UUID(2, 2),
        Provider.Kind.PATIENT,
        "demo",
        "Maud",
        "Exemple",
        mandateUntil == null ? patient : null,
        patient,
        mandateUntil,
        "csrf",
        "demo",
        NOW,
        NOW.plusSeconds(3600));
  }

  static Question question(Set<Permission> asked, Optional<Grant> live) {
    return new Question(asked(asked), person(null), new Whose("Maud E.", "", false), live, NOW);
  }

  static Grant grant(Set<Permission> permissions, Duration duration, int daysLeft) {
    return new Grant(
        new UUID(3, 3),
        new PatientId(7),
        CLIENT,
        1,
        new UUID(2, 2),
        GrantStatus.ACTIVE,
        1,
        permissions,
        NOW.minusSeconds(86_400),
        true,
        duration,
        NOW.minusSeconds(86_400),
        NOW.plusSeconds(daysLeft * 86_400L),
        null,
        null);
  }
}
