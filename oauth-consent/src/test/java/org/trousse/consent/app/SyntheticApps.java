package org.trousse.consent.app;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;

/// Apps that nobody makes.
public final class SyntheticApps {
  private SyntheticApps() {}

  public static App app(String clientId, SecurityProfile profile) {
    return new App(clientId, profile, AppStatus.ACTIVE, 1, entry(null, "{\"keys\":[]}"));
  }

  static AppEntry entry(@Nullable URI jwksUri, @Nullable String jwks) {
    Text text = new Text("synthétique", "synthetic");
    return new AppEntry(
        "synthetic-diary",
        "Synthetic Diary",
        "Synthetic Ltd",
        "SYN-0001",
        text,
        List.of("https://app.example/cb", "https://app.example/cb?a=1", "http://127.0.0.1/cb"),
        Set.of("https://app.example"),
        jwksUri,
        jwks,
        "RS256",
        true,
        List.of(
            new Want(Permission.read(DataKind.GLUCOSE), true, text, text),
            new Want(Permission.add(DataKind.BODY_WEIGHT), false, text, text)),
        List.of(text),
        URI.create("https://app.example/policy"),
        null);
  }
}
