package org.trousse.referencing.sandbox;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.check.Subject;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.text.Text;

/// Invented apps.
public final class ExampleApps {
  private static final Text WORDS = new Text("Exemple", "Example");
  private static final URI PAGE = URI.create("https://app.example/page");

  private ExampleApps() {}

  /// Reads and adds weights; reads glucose where it may. Brings scales.
  public static Subject subject(
      Manifest.Profile profile, RiskTier tier, @Nullable URI jwksUri, @Nullable URI testDriver) {
    return subject(profile, tier, jwksUri, testDriver, wants());
  }

  public static Subject subject(
      Manifest.Profile profile,
      RiskTier tier,
      @Nullable URI jwksUri,
      @Nullable URI testDriver,
      List<Manifest.Want> wants) {
    Manifest.Exchange exchange =
        new Manifest.Exchange(
            profile,
            List.of("https://app.example/callback"),
            List.of(),
            jwksUri,
            null,
            false,
            wants,
            List.of(),
            testDriver,
            null);
    UUID dossier = UUID.fromString("00000000-0000-4000-8000-000000000001");
    return new Subject(dossier, manifest(exchange), tier, Instant.parse("2026-11-22T12:00:00Z"));
  }

  public static List<Manifest.Want> wants() {
    return List.of(
        want("body-weight.read", true),
        want("body-weight.add", false),
        want("glucose.read", false));
  }

  public static Manifest.Want want(String permission, boolean needed) {
    return new Manifest.Want(permission, needed, WORDS, WORDS);
  }

  public static Manifest manifest(Manifest.@Nullable Exchange exchange) {
    Manifest.DeviceModel scale =
        new Manifest.DeviceModel(
            "Example scale",
            "Example maker",
            null,
            null,
            List.of("body-weight"),
            Manifest.Connection.PLATFORM_HTTP,
            null);
    return new Manifest(
        "Example app",
        WORDS,
        WORDS,
        new Manifest.Editor("Example vendor", "000000000", "FR", PAGE),
        new Manifest.Contacts("help@app.example", "security@app.example", "dpo@app.example"),
        Set.of(Manifest.Purpose.CARE),
        new Manifest.Audience(true, false, false),
        exchange,
        List.of(scale),
        new Manifest.Hosting("Example host", null, null, List.of("FR"), List.of()),
        List.of("app.example"),
        List.of("fr"),
        Set.of(Manifest.AppPlatform.WEB),
        new Manifest.Price(Manifest.PriceModel.FREE, WORDS),
        null,
        null,
        null,
        new Manifest.Pages(PAGE, PAGE, PAGE, PAGE, PAGE, "none", List.of()),
        new Manifest.Release("1.0", "2026-11-01", "00", null, null, null));
  }
}
