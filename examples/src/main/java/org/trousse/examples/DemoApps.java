package org.trousse.examples;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.json.JsonObject;

/// What the running demo says of itself in `data/demo.json`. A real app has this from the
/// catalogue.
record DemoApps(URI fhirBase, List<App> apps) {
  private static final String FILE = "data/demo.json";
  private static final int CHARACTERS_MAX = 1_000_000;

  /// An app that the demo knows.
  ///
  /// @param redirectUri null for an app that only pairs by code
  /// @param key where its private key is; null for a public app
  record App(String clientId, String profile, @Nullable URI redirectUri, @Nullable Path key) {}

  /// Reads the file of the folder in which the demo was started.
  static DemoApps read() throws IOException {
    Path started = started();
    JsonObject demo = JsonObject.parse(Files.readString(started.resolve(FILE)), CHARACTERS_MAX);
    String http = demo.text("http").orElseThrow(() -> new IOException("no address in " + FILE));
    return new DemoApps(
        URI.create(http + "/fhir"),
        demo.objects("apps").stream().map(app -> app(app, started)).toList());
  }

  /// What the demo wrote, in the folder in which it was started.
  static Path file() throws IOException {
    return started().resolve(FILE);
  }

  private static Path started() throws IOException {
    return Stream.of(Path.of(""), Path.of(".."))
        .filter(folder -> Files.exists(folder.resolve(FILE)))
        .findFirst()
        .orElseThrow(() -> new IOException("no " + FILE + ": is the demo running?"));
  }

  /// The app of that id where one is given, else the first that fits.
  App app(Optional<String> clientId, Predicate<App> fits) {
    return apps.stream()
        .filter(app -> clientId.map(app.clientId()::equals).orElseGet(() -> fits.test(app)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the demo has no such app"));
  }

  private static App app(JsonObject app, Path started) {
    return new App(
        app.text("client_id").orElse(""),
        app.text("profile").orElse(""),
        app.text("redirect_uri").map(URI::create).orElse(null),
        app.text("key").map(started::resolve).orElse(null));
  }
}
