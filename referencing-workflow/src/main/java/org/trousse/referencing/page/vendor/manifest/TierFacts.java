package org.trousse.referencing.page.vendor.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.Manifest.Want;
import org.trousse.referencing.page.Words;

/// The facts of a manifest that the risk tier hangs on, in words.
final class TierFacts {
  private TierFacts() {}

  /// At least one.
  static List<String> of(Words words, Manifest manifest) {
    List<String> facts = new ArrayList<>();
    if (manifest.wants().isEmpty()) {
      facts.add(words.text("tier.none"));
    } else {
      facts.add(words.text("tier.reads", kinds(words, manifest, true)));
      facts.add(words.text("tier.adds", kinds(words, manifest, false)));
    }
    Set<String> classes = classes(manifest);
    if (!classes.isEmpty()) {
      facts.add(words.text("tier.class", String.join(", ", classes)));
    }
    if (manifest.audience().minors()) {
      facts.add(words.text("tier.minors"));
    }
    if (manifest.ai() != null) {
      facts.add(words.text("tier.ai"));
    }
    return facts;
  }

  private static String kinds(Words words, Manifest manifest, boolean reads) {
    String kinds =
        manifest.wants().stream()
            .filter(want -> want.reads() == reads)
            .map(want -> words.text("kind." + kind(want)))
            .collect(Collectors.joining(", "));
    return kinds.isEmpty() ? words.text("tier.nothing") : kinds;
  }

  /// The kind of data of a permission, e.g. `glucose`.
  static String kind(Want want) {
    return want.permission().substring(0, want.permission().lastIndexOf('.'));
  }

  private static Set<String> classes(Manifest manifest) {
    var app = manifest.medicalDevice();
    return Stream.concat(
            app == null ? Stream.<String>of() : Stream.of(app.riskClass()),
            manifest.devices().stream().flatMap(device -> Stream.ofNullable(device.riskClass())))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
