package org.trousse.referencing.manifest;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.manifest.Manifest.Ai;
import org.trousse.referencing.manifest.Manifest.AppPlatform;
import org.trousse.referencing.manifest.Manifest.Audience;
import org.trousse.referencing.manifest.Manifest.Connection;
import org.trousse.referencing.manifest.Manifest.Contacts;
import org.trousse.referencing.manifest.Manifest.DeviceModel;
import org.trousse.referencing.manifest.Manifest.Editor;
import org.trousse.referencing.manifest.Manifest.Exchange;
import org.trousse.referencing.manifest.Manifest.Hosting;
import org.trousse.referencing.manifest.Manifest.MedicalDevice;
import org.trousse.referencing.manifest.Manifest.Pages;
import org.trousse.referencing.manifest.Manifest.Price;
import org.trousse.referencing.manifest.Manifest.PriceModel;
import org.trousse.referencing.manifest.Manifest.Profile;
import org.trousse.referencing.manifest.Manifest.Purpose;
import org.trousse.referencing.manifest.Manifest.Release;
import org.trousse.referencing.manifest.Manifest.Study;
import org.trousse.referencing.manifest.Manifest.SubProcessor;
import org.trousse.referencing.manifest.Manifest.Want;
import org.trousse.referencing.text.Text;

/// Right manifests, all kinds of them, the same again for the same seed.
final class ManifestGenerator {
  private static final List<String> KINDS =
      List.of("glucose", "blood-pressure", "body-weight", "body-temperature");
  private static final List<String> CLASSES = List.of("I", "IIa", "IIb", "III");
  private static final List<String> UDIS =
      List.of("04000000000013", "+E999EXEMPLE10B", "=/A9999XYZ100T0944");
  private static final String JWK = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"YQ\",\"y\":\"Yg\"}";

  private final RandomGenerator random;

  ManifestGenerator(RandomGenerator random) {
    this.random = random;
  }

  Manifest manifest() {
    boolean patients = random.nextBoolean();
    return new Manifest(
        words(50),
        text(90),
        text(2_000),
        new Editor(words(100), foreignNumber(), "DE", uri("www")),
        new Contacts("help@vendor.example", "sec+a@vendor.example", "dpo@vendor.example"),
        some(Purpose.values()),
        new Audience(patients, !patients || random.nextBoolean(), patients && random.nextBoolean()),
        maybe(this::exchange),
        list(3, this::device),
        maybeCertified(),
        List.of("api.vendor.example", "app.vendor.example"),
        List.of("fr", "pt-BR"),
        some(AppPlatform.values()),
        new Price(one(List.of(PriceModel.values())), text(300)),
        maybe(() -> new MedicalDevice(one(CLASSES), one(UDIS), maybe(() -> words(60)))),
        maybe(() -> new Ai(text(600), text(600), text(600))),
        maybe(() -> new Study(text(300), 1 + random.nextInt(10_000), text(600), uri("www"))),
        pages(),
        release());
  }

  private Exchange exchange() {
    boolean open = random.nextBoolean();
    boolean inline = random.nextBoolean();
    return new Exchange(
        open ? Profile.SMART_PUBLIC : one(List.of(Profile.SMART_CONFIDENTIAL, Profile.FAPI2)),
        List.of("https://app.vendor.example/back", "http://127.0.0.1/back"),
        random.nextBoolean() ? List.of("https://app.vendor.example") : List.of(),
        open || inline ? null : uri("app"),
        open || !inline ? null : "{\"keys\":[" + JWK + "]}",
        random.nextBoolean(),
        wants(),
        list(2, () -> text(300)),
        maybe(() -> uri("api")),
        maybe(() -> uri("api")));
  }

  private List<Want> wants() {
    List<Want> wants = new ArrayList<>();
    // Devices may send any kind.
    for (String kind : KINDS) {
      wants.add(new Want(kind + ".add", random.nextBoolean(), text(300), text(300)));
    }
    if (random.nextBoolean()) {
      wants.add(new Want("identity.read", random.nextBoolean(), text(300), text(300)));
    }
    Collections.shuffle(wants, new java.util.Random(random.nextLong()));
    return wants;
  }

  private DeviceModel device() {
    boolean medical = random.nextBoolean();
    boolean broker = random.nextBoolean();
    return new DeviceModel(
        words(100),
        words(200),
        medical ? one(UDIS) : null,
        medical ? one(CLASSES) : null,
        List.of(one(KINDS)),
        Connection.VENDOR_CLOUD,
        broker ? "mqtt.vendor.example:" + (1 + random.nextInt(65_535)) : null);
  }

  private Hosting maybeCertified() {
    boolean certified = random.nextBoolean();
    return new Hosting(
        words(200),
        certified ? words(50) : null,
        certified ? "2028-02-29" : null,
        List.of("FR", "IS"),
        list(3, () -> new SubProcessor(words(200), one(List.of("FR", "NO")), text(300), true)));
  }

  private Pages pages() {
    return new Pages(
        uri("www"),
        uri("www"),
        URI.create("https://api.vendor.example/.well-known/security.txt"),
        uri("other"),
        uri("www"),
        one(List.of("none", "partial", "total")),
        List.of(uri("www"), uri("app")));
  }

  private Release release() {
    boolean signed = random.nextBoolean();
    return new Release(
        words(50),
        "2026-11-0" + (1 + random.nextInt(9)),
        "%016x".formatted(random.nextLong()).repeat(4),
        maybe(() -> uri("www")),
        signed ? "aGVhZA..c2ln" : null,
        signed ? JWK : null);
  }

  private String foreignNumber() {
    return "HRB " + random.nextInt(1_000_000);
  }

  private URI uri(String label) {
    return URI.create(
        "https://" + label + ".vendor.example/p" + random.nextInt(1_000) + "?q=%C3%A9");
  }

  private Text text(int most) {
    return new Text(words(most), words(most));
  }

  /// Letters of several scripts, quotes, line ends, and characters of two units.
  private String words(int most) {
    String alphabet = "aé’\"\\/\n\tß漢字🙂<&>«» 09";
    int[] points = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder("w");
    int length = random.nextInt(most);
    for (int count = 1; count < length; count++) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private <E extends Enum<E>> Set<E> some(E[] all) {
    Set<E> some = new TreeSet<>(Arrays.asList(all).subList(0, 1 + random.nextInt(all.length)));
    return Set.copyOf(some);
  }

  private <T> List<T> list(int most, Supplier<T> make) {
    List<T> list = new ArrayList<>();
    int size = random.nextInt(most + 1);
    for (int count = 0; count < size; count++) {
      list.add(make.get());
    }
    return list;
  }

  private <T> @Nullable T maybe(Supplier<@Nullable T> make) {
    return random.nextBoolean() ? make.get() : null;
  }
}
