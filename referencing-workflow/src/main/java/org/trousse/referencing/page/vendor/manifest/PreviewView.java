package org.trousse.referencing.page.vendor.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.Manifest.Want;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.vendor.VendorSpots;
import org.trousse.referencing.text.Text;

/// The app's page as people will see it, made from the manifest alone: what is not written there
/// cannot be shown, and no line of it can be edited by hand.
///
/// @param app empty while the manifest has errors
public record PreviewView(Words words, String up, String manifest, Optional<App> app) {
  /// What people read.
  ///
  /// @param data what the app may exchange; empty: nothing
  public record App(
      String name,
      String summary,
      String description,
      String editor,
      List<String> labels,
      List<DataLine> data,
      List<Fact> facts) {
    public App {
      labels = List.copyOf(labels);
      data = List.copyOf(data);
      facts = List.copyOf(facts);
    }
  }

  /// One kind of data.
  public record DataLine(String kind, String reads, String adds, List<String> why) {
    public DataLine {
      why = List.copyOf(why);
    }
  }

  /// A title and what stands under it.
  public record Fact(String title, List<String> lines) {
    public Fact {
      lines = List.copyOf(lines);
    }
  }

  public static PreviewView of(Words words, DossierView view) {
    return new PreviewView(
        words,
        VendorSpots.DOSSIER.address(words, view.dossier().id()),
        VendorSpots.MANIFEST.address(words, view.dossier().id()),
        view.manifest().map(manifest -> app(words, manifest)));
  }

  private static App app(Words words, Manifest manifest) {
    return new App(
        manifest.name(),
        words.quoted(manifest.summary()),
        words.quoted(manifest.description()),
        words.text("preview.editor", manifest.editor().legalName(), manifest.editor().country()),
        labels(words, manifest),
        data(words, manifest),
        facts(words, manifest));
  }

  private static List<String> labels(Words words, Manifest manifest) {
    var device = manifest.medicalDevice();
    boolean reads = manifest.wants().stream().anyMatch(Want::reads);
    boolean adds = manifest.wants().stream().anyMatch(want -> !want.reads());
    String exchange = reads && adds ? "both" : reads ? "reads" : adds ? "adds" : "none";
    return List.of(
        words.text("label." + exchange),
        device == null
            ? words.text("label.nodevice")
            : words.text("label.device", device.riskClass()));
  }

  private static List<DataLine> data(Words words, Manifest manifest) {
    Map<String, List<Want>> byKind =
        manifest.wants().stream()
            .collect(
                Collectors.groupingBy(TierFacts::kind, LinkedHashMap::new, Collectors.toList()));
    List<DataLine> lines = new ArrayList<>();
    byKind.forEach((kind, wants) ->
        lines.add(
            new DataLine(
                words.text("kind." + kind),
                direction(words, wants, true),
                direction(words, wants, false),
                wants.stream().map(want -> words.quoted(want.reason())).distinct().toList())));
    return lines;
  }

  private static String direction(Words words, List<Want> wants, boolean reads) {
    return wants.stream()
        .filter(want -> want.reads() == reads)
        .findFirst()
        .map(want -> words.text(want.needed() ? "data.needed" : "data.optional"))
        .orElseGet(() -> words.text("data.no"));
  }

  private static List<Fact> facts(Words words, Manifest manifest) {
    List<Fact> facts = new ArrayList<>();
    facts.add(hosting(words, manifest.hosting()));
    facts.add(
        fact(
            words,
            "price",
            words.text("price." + manifest.price().model()),
            words.quoted(manifest.price().words())));
    facts.add(study(words, manifest));
    var pages = manifest.pages();
    facts.add(
        fact(
            words,
            "access",
            words.text("access." + pages.accessibilityLevel().toLowerCase(Locale.ROOT)),
            pages.accessibility().toString()));
    facts.add(
        fact(words, "security", words.text("preview.contact", manifest.contacts().security())));
    facts.add(
        fact(
            words,
            "support",
            manifest.contacts().support(),
            words.text(
                "preview.languages",
                manifest.languages().stream()
                    .map(tag -> Locale.forLanguageTag(tag).getDisplayLanguage(words.locale()))
                    .collect(Collectors.joining(", ")))));
    facts.add(
        fact(
            words,
            "release",
            words.text(
                "preview.release.at", manifest.release().version(), manifest.release().date())));
    return facts;
  }

  private static Fact fact(Words words, String key, String... lines) {
    return new Fact(words.text("preview." + key), List.of(lines));
  }

  private static Fact hosting(Words words, Manifest.Hosting hosting) {
    String certificate = hosting.certificate();
    String countries =
        hosting.countries().stream()
            .map(code -> Locale.of("", code).getDisplayCountry(words.locale()))
            .collect(Collectors.joining(", "));
    return fact(
        words,
        "hosting",
        words.text("preview.host", hosting.provider(), countries),
        certificate == null
            ? words.text("preview.uncertified")
            : words.text("preview.certified", certificate));
  }

  private static Fact study(Words words, Manifest manifest) {
    var study = manifest.study();
    if (study == null) {
      return fact(words, "study", words.text("preview.nostudy"));
    }
    Text result = study.result();
    return fact(
        words,
        "study",
        words.quoted(study.design()),
        words.count("preview.people", study.participants()),
        words.quoted(result),
        study.link().toString());
  }
}
