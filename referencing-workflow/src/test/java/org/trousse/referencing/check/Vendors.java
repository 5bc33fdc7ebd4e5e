package org.trousse.referencing.check;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.finding.Finding;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.Manifest.Connection;
import org.trousse.referencing.manifest.Manifest.DeviceModel;
import org.trousse.referencing.manifest.Manifest.Exchange;
import org.trousse.referencing.manifest.Manifest.MedicalDevice;
import org.trousse.referencing.manifest.Manifest.Release;
import org.trousse.referencing.manifest.Manifest.SubProcessor;
import org.trousse.referencing.text.Text;

/// An invented vendor, and what was seen of it.
public final class Vendors {
  public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  public static final URI SITE = URI.create("https://vendor.example/");
  public static final URI SECURITY_TXT = SITE.resolve("/.well-known/security.txt");
  public static final URI DISCLOSURE = SITE.resolve("/disclosure");
  public static final URI PRIVACY_FR = SITE.resolve("/fr/privacy");
  public static final URI PRIVACY_EN = SITE.resolve("/en/privacy");
  public static final URI ACCESSIBILITY = SITE.resolve("/accessibility");
  public static final URI HOME = SITE.resolve("/home");
  public static final URI SBOM = SITE.resolve("/sbom.json");
  public static final URI WEBHOOK = SITE.resolve("/incident");
  public static final String BUILD_HASH = "ab".repeat(32);

  /// What differs from the good vendor.
  public URI site = SITE;

  public URI securityTxt = SECURITY_TXT;

  public @Nullable URI webhook = WEBHOOK;
  public List<String> hosts = List.of("api.vendor.example");
  public List<String> countries = List.of("FR");
  public List<SubProcessor> subProcessors = List.of();
  public List<DeviceModel> devices = List.of();
  public @Nullable MedicalDevice medicalDevice;
  public String accessibilityLevel = "partial";
  public List<URI> toTest = List.of(HOME);
  public @Nullable URI sbom = SBOM;
  public @Nullable String signature;
  public @Nullable String releaseKey;
  private final Map<Look, Sight> seen = new HashMap<>();

  /// The same vendor at another address.
  public Vendors moved(URI to) {
    site = to;
    securityTxt = to.resolve(SECURITY_TXT.getPath());
    webhook = to.resolve(WEBHOOK.getPath());
    sbom = to.resolve(SBOM.getPath());
    toTest = List.of(to.resolve(HOME.getPath()));
    return this;
  }

  public Vendors page(URI at, String type, String body) {
    return sight(new Look.Fetch(at), new Sight.Page(at, 200, Map.of("content-type", type), body));
  }

  public Vendors sight(Look look, Sight sight) {
    seen.put(look, sight);
    return this;
  }

  public Vendors device(
      @Nullable String udiDi, @Nullable String riskClass, @Nullable String broker) {
    devices = new ArrayList<>(devices);
    devices.add(
        new DeviceModel(
            "Example Meter",
            "Example Maker",
            udiDi,
            riskClass,
            List.of("glucose"),
            Connection.VENDOR_CLOUD,
            broker));
    return this;
  }

  public Subject subject() {
    return new Subject(new UUID(1, 2), manifest(), RiskTier.R2, NOW);
  }

  /// Judges what was put, and checks that the check asked for all of it.
  public Finding judge(Check check) {
    Finding finding = check.judge(subject(), new Seen(seen));
    org.assertj.core.api.Assertions.assertThat(finding.criterion()).isEqualTo(check.criterion());
    org.assertj.core.api.Assertions.assertThat(finding.at()).isEqualTo(NOW);
    org.assertj.core.api.Assertions.assertThat(check.looks(subject())).containsAll(seen.keySet());
    return finding;
  }

  private Manifest manifest() {
    Text words = new Text("Mots d’exemple", "Words of an example");
    return new Manifest(
        "Example App",
        words,
        words,
        new Manifest.Editor("Example Vendor SAS", "000000000", "FR", SITE),
        new Manifest.Contacts(
            "help@vendor.example", "security@vendor.example", "dpo@vendor.example"),
        Set.of(Manifest.Purpose.CARE),
        new Manifest.Audience(true, false, false),
        new Exchange(
            Manifest.Profile.SMART_PUBLIC,
            List.of("https://vendor.example/callback"),
            List.of(),
            null,
            null,
            false,
            List.of(),
            List.of(new Text("Clinique d’exemple", "Example Clinic")),
            null,
            webhook),
        devices,
        new Manifest.Hosting("Example Hosting", null, null, countries, subProcessors),
        hosts,
        List.of("fr"),
        Set.of(Manifest.AppPlatform.WEB),
        new Manifest.Price(Manifest.PriceModel.FREE, words),
        medicalDevice,
        null,
        null,
        new Manifest.Pages(
            site.resolve(PRIVACY_FR.getPath()),
            site.resolve(PRIVACY_EN.getPath()),
            securityTxt,
            site.resolve(DISCLOSURE.getPath()),
            site.resolve(ACCESSIBILITY.getPath()),
            accessibilityLevel,
            toTest),
        new Release("2.4.1", "2026-11-01", BUILD_HASH, sbom, signature, releaseKey));
  }
}
