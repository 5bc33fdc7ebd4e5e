package org.trousse.referencing.dossier;

import java.time.Period;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.criterion.Track;

/// All that the vendor handed in, at one moment, and what is asked because of it.
///
/// @param snapshot SHA-256 of manifest and files, lower-case hex; who decides says which one they
///   saw
/// @param manifest the version of the manifest
/// @param specification the version of the specification that it is judged by
/// @param asked the criteria that apply
/// @param provided the criteria for which the vendor handed something in
public record Evidence(
    String snapshot,
    int manifest,
    String specification,
    Track track,
    RiskTier tier,
    Map<String, Asked> asked,
    Set<String> provided) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  public Evidence {
    if (!SHA_256.matcher(snapshot).matches()) {
      throw new IllegalArgumentException("no SHA-256: " + snapshot);
    }
    asked = Collections.unmodifiableMap(new TreeMap<>(asked));
    provided = Collections.unmodifiableSet(new TreeSet<>(provided));
  }

  /// How one criterion is asked of this dossier's app. What does not apply is not asked.
  ///
  /// @param machine whether a machine alone decides
  /// @param validity how long a verdict stands; null: until something changes
  public record Asked(boolean mandatory, boolean machine, @Nullable Period validity) {}
}
