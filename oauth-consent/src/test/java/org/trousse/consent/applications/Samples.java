package org.trousse.consent.applications;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.Used;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.applications.View.Head;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.message.ToldView;
import org.trousse.consent.page.Whose;
import org.trousse.consent.page.Words;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.reminder.LastUse;
import org.trousse.sdk.PatientId;

/// Invented apps of an invented person.
public final class Samples {
  public static final String CLIENT = "carnet-demo";
  public static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
  public static final Permission READ_GLUCOSE = Permission.read(DataKind.GLUCOSE);
  public static final Permission ADD_GLUCOSE = Permission.add(DataKind.GLUCOSE);
  public static final Permission READ_WEIGHT = Permission.read(DataKind.BODY_WEIGHT);

  private Samples() {}

  public static App app(AppStatus status, int version, Permission... wants) {
    return app(CLIENT, "Carnet Démo", status, version, wants);
  }

  public static App app(
      String client, String name, AppStatus status, int version, Permission... wants) {
    Text because = new Text("dessiner votre courbe.", "draw your curve.");
    List<Want> all = new ArrayList<>();
    for (Permission want : wants) {
      all.add(new Want(want, false, because, because));
    }
    AppEntry entry =
        new AppEntry(
            client,
            name,
            "Éditions Exemple SAS",
            "DEMO-0001",
            new Text("tenir un carnet de glycémie.", "keep a glucose diary."),
            List.of("https://carnet.example/retour"),
            Set.of(),
            null,
            null,
            "RS256",
            true,
            all,
            List.of(),
            URI.create("https://carnet.example/donnees"),
            null);
    return new App(client, SecurityProfile.SMART_PUBLIC, status, version, entry);
  }

  /// Given 200 days ago for a year, of version 1, when nothing else is said.
  public static Grant grant(GrantStatus status, Permission... permissions) {
    return grant(status, Duration.ofDays(165), null, permissions);
  }

  public static Grant grant(
      GrantStatus status, Duration left, @Nullable String reason, Permission... permissions) {
    return new Grant(
        new UUID(3, left.toSeconds() + status.word().length()),
        new PatientId(7),
        CLIENT,
        1,
        new UUID(2, 2),
        status,
        1,
        Set.of(permissions),
        NOW.minus(Duration.ofDays(200)),
        true,
        org.trousse.consent.grant.Duration.MONTHS_12,
        NOW.minus(Duration.ofDays(200)),
        NOW.plus(left),
        status == GrantStatus.ENDED ? NOW.minus(Duration.ofDays(1)) : null,
        reason);
  }

  /// Given at this time, for so long.
  static Grant given(org.trousse.consent.grant.Duration duration, Instant at) {
    return new Grant(
        new UUID(3, 3),
        new PatientId(7),
        CLIENT,
        1,
        new UUID(2, 2),
        GrantStatus.ACTIVE,
        1,
        Set.of(READ_GLUCOSE),
        at,
        true,
        duration,
        at,
        duration.after(at),
        null,
        null);
  }

  public static Known known(App app, List<Grant> grants, List<LastUse> uses, List<Used> used) {
    return new Known(grants, Map.of(app.clientId(), app), uses, used, NOW);
  }

  public static Known known(App app, Grant... grants) {
    return known(app, List.of(grants), List.of(), List.of());
  }

  public static Head head(Known known, Words words, boolean child) {
    Whose whose = new Whose(child ? "Zoé E." : "Maud E.", child ? ", 9 ans" : "", child);
    ToldView told = new ToldView(words, "jeton-demo", child, "", List.of());
    return new Head(words, "jeton-demo", whose, told, Notices.of(known, words), "", "");
  }
}
