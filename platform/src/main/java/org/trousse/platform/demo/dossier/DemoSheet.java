package org.trousse.platform.demo.dossier;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.platform.demo.vendor.DemoVendor;
import org.trousse.referencing.dossier.State;
import org.trousse.referencing.text.Text;

/// What makes one demo app differ from another.
///
/// @param number in its reference
/// @param state where its dossier is to stand
/// @param software the catalogue's name of the app, and its client id where it has one
/// @param client as the authorization server knows it; null: nobody can authorise it yet
/// @param wants empty: it is listed only
/// @param vendor where its pages are
public record DemoSheet(
    int number,
    State state,
    String software,
    String name,
    Text summary,
    Text description,
    @Nullable App client,
    List<Want> wants,
    List<String> platforms,
    DemoVendor vendor) {
  static final String VERSION = "1.4";

  /// The release that began the renewal.
  static final String NEXT_VERSION = "2.0";

  public DemoSheet {
    wants = List.copyOf(wants);
    platforms = List.copyOf(platforms);
  }

  /// Always the same.
  public UUID id() {
    return UUID.nameUUIDFromBytes(
        ("trousse demo dossier " + software).getBytes(StandardCharsets.UTF_8));
  }

  public String reference() {
    return "TR-DEMO-%04d".formatted(number);
  }

  boolean exchanges() {
    return !wants.isEmpty();
  }

  /// A blood-pressure cuff comes with it.
  boolean pairsDevices() {
    return client != null && client.entry().deviceFlow();
  }
}
