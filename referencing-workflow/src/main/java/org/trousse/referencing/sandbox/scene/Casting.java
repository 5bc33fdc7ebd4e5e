package org.trousse.referencing.sandbox.scene;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.trousse.referencing.manifest.Manifest;

/// What an app can play, as its manifest declares it.
final class Casting {
  private Casting() {}

  static Set<String> wanted(Manifest manifest) {
    Set<String> wanted = new LinkedHashSet<>();
    manifest.wants().forEach(want -> wanted.add(want.permission()));
    return wanted;
  }

  static boolean reads(Manifest manifest) {
    return manifest.wants().stream().anyMatch(Manifest.Want::reads);
  }

  /// The kinds that the app adds, in the order of [Kind].
  static List<Kind> adds(Manifest manifest) {
    Set<String> wanted = wanted(manifest);
    return Arrays.stream(Kind.values()).filter(kind -> wanted.contains(kind.add())).toList();
  }

  /// What a careful patient allows: what the app needs; where it needs all, what it reads; where it
  /// only reads or only adds, all but the last.
  static Set<String> part(Manifest manifest) {
    List<Manifest.Want> wants = manifest.wants();
    List<String> needed = permissions(wants.stream().filter(Manifest.Want::needed).toList());
    if (!needed.isEmpty() && needed.size() < wants.size()) {
      return Set.copyOf(needed);
    }
    List<String> reads = permissions(wants.stream().filter(Manifest.Want::reads).toList());
    if (!reads.isEmpty() && reads.size() < wants.size()) {
      return Set.copyOf(reads);
    }
    return Set.copyOf(permissions(wants.subList(0, Math.max(1, wants.size() - 1))));
  }

  private static List<String> permissions(List<Manifest.Want> wants) {
    return wants.stream().map(Manifest.Want::permission).toList();
  }
}
