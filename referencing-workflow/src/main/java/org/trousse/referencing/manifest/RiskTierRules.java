package org.trousse.referencing.manifest;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.manifest.Manifest.MedicalDevice;

/// How much harm a fault of an app could do. The highest row decides; the table is in
/// `docs/manifest.md`.
public final class RiskTierRules {
  private static final int READS_FEW = 1;
  private static final int ADDS_FEW = 2;

  private static final List<Function<Manifest, RiskTier>> ROWS =
      List.of(
          RiskTierRules::byWants,
          RiskTierRules::byDevice,
          RiskTierRules::byMinors,
          RiskTierRules::byAi);

  private RiskTierRules() {}

  public static RiskTier of(Manifest manifest) {
    return ROWS.stream()
        .map(row -> row.apply(manifest))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /// Reading is worse than adding, many kinds are worse than few, and readings with a name on them
  /// are worse than without.
  private static RiskTier byWants(Manifest manifest) {
    if (manifest.wants().isEmpty()) {
      return RiskTier.R1;
    }
    Set<String> reads = health(manifest, ".read");
    Set<String> adds = health(manifest, ".add");
    boolean named =
        manifest.wants().stream().anyMatch(want -> want.permission().equals("identity.read"));
    boolean few =
        reads.size() <= READS_FEW && adds.size() <= ADDS_FEW && !(named && !reads.isEmpty());
    return few ? RiskTier.R2 : RiskTier.R3;
  }

  private static Set<String> health(Manifest manifest, String direction) {
    return manifest.wants().stream()
        .map(Manifest.Want::permission)
        .filter(word -> word.endsWith(direction) && !word.startsWith("identity."))
        .collect(Collectors.toSet());
  }

  /// By the highest class of the app and its devices (MDR annex VIII).
  private static RiskTier byDevice(Manifest manifest) {
    return riskClasses(manifest)
        .map(riskClass ->
            switch (riskClass) {
              case "III" -> RiskTier.R4;
              case "IIb" -> RiskTier.R3;
              default -> RiskTier.R2;
            })
        .max(Comparator.naturalOrder())
        .orElse(RiskTier.R1);
  }

  private static Stream<String> riskClasses(Manifest manifest) {
    Stream<String> devices =
        manifest.devices().stream().flatMap(device -> Stream.ofNullable(device.riskClass()));
    MedicalDevice app = manifest.medicalDevice();
    return app == null ? devices : Stream.concat(Stream.of(app.riskClass()), devices);
  }

  /// One tier above what the wants alone say; a listed app for minors is R2.
  private static RiskTier byMinors(Manifest manifest) {
    if (!manifest.audience().minors()) {
      return RiskTier.R1;
    }
    return above(byWants(manifest));
  }

  /// A machine that concludes something from a record can be wrong about it.
  private static RiskTier byAi(Manifest manifest) {
    if (manifest.ai() == null) {
      return RiskTier.R1;
    }
    return health(manifest, ".read").isEmpty() ? RiskTier.R2 : RiskTier.R3;
  }

  private static RiskTier above(RiskTier tier) {
    return switch (tier) {
      case R1 -> RiskTier.R2;
      case R2 -> RiskTier.R3;
      case R3, R4 -> RiskTier.R4;
    };
  }
}
