package org.trousse.referencing.page.vendor.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.trousse.referencing.criterion.RiskTier;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.history.ManifestStore.Version;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.ManifestDifference;
import org.trousse.referencing.manifest.RiskTierRules;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.vendor.VendorSpots;

/// What the page of a manifest shows.
///
/// @param text as the vendor wrote it last
/// @param written whether anything was ever written
/// @param errors none: it can be read
/// @param tier empty while there are errors
/// @param changes since the version that was judged last; empty: none was judged, or none is
///   readable now
/// @param old an earlier version that is looked at
/// @param fault why the text was not kept; empty: it was
public record ManifestPageView(
    Words words,
    String csrf,
    UUID dossier,
    String reference,
    boolean edits,
    String text,
    boolean written,
    List<ErrorLine> errors,
    Optional<Tier> tier,
    Optional<Changes> changes,
    List<VersionLine> versions,
    Optional<Old> old,
    String done,
    String fault) {
  /// One error.
  ///
  /// @param at its place in words
  public record ErrorLine(String at, String what, String mend) {}

  /// The computed risk tier.
  ///
  /// @param why the facts that it hangs on
  public record Tier(String name, String what, List<String> why) {
    public Tier {
      why = List.copyOf(why);
    }
  }

  /// What is not as it was judged.
  ///
  /// @param criteria the ids to be judged again
  public record Changes(int judged, List<String> facts, String criteria) {
    public Changes {
      facts = List.copyOf(facts);
    }
  }

  /// One version.
  public record VersionLine(int number, String when, String address, boolean now) {}

  /// An earlier version.
  ///
  /// @param facts what changed from it to the present one; empty when either cannot be read
  public record Old(int number, String text, Optional<List<String>> facts) {}

  public ManifestPageView {
    errors = List.copyOf(errors);
    versions = List.copyOf(versions);
  }

  /// What was loaded beside the dossier.
  ///
  /// @param judged what changed since the version that was judged; empty as above
  public record Loaded(
      Optional<ManifestDifference> judged, Optional<Old> old, Map<UUID, String> names) {}

  public static ManifestPageView of(
      Words words, String csrf, DossierView view, boolean edits, Loaded loaded) {
    UUID id = view.dossier().id();
    String json = view.manifestJson();
    int judged = view.dossier().standing().judgedManifest();
    return new ManifestPageView(
        words,
        csrf,
        id,
        view.dossier().identity().reference(),
        edits,
        json == null ? "" : json,
        json != null,
        view.errors().stream()
            .map(error ->
                new ErrorLine(
                    error.at().isEmpty() ? words.text("manifest.whole") : error.at(),
                    words.of(error.words()),
                    words.of(error.mend())))
            .toList(),
        view.manifest().map(manifest -> tier(words, manifest)),
        loaded
            .judged()
            .map(difference ->
                new Changes(
                    judged, facts(words, difference), String.join(", ", difference.criteria()))),
        versions(words, view, loaded.names()),
        loaded.old(),
        "",
        "");
  }

  /// What changed, in words.
  public static List<String> facts(Words words, ManifestDifference difference) {
    return difference.changes().stream().map(change -> words.of(change.fact())).toList();
  }

  private static Tier tier(Words words, Manifest manifest) {
    RiskTier tier = RiskTierRules.of(manifest);
    return new Tier(
        tier.name(), words.text("tier." + tier + ".what"), TierFacts.of(words, manifest));
  }

  private static List<VersionLine> versions(
      Words words, DossierView view, Map<UUID, String> names) {
    UUID id = view.dossier().id();
    int newest = view.versions().stream().mapToInt(Version::version).max().orElse(0);
    return view.versions().stream()
        .map(one ->
            new VersionLine(
                one.version(),
                words.text(
                    "version.saved",
                    words.moment(one.savedAt()),
                    names.getOrDefault(one.savedBy(), words.text("who.vendor"))),
                VendorSpots.MANIFEST.address(words, id) + "?version=" + one.version() + "#old",
                one.version() == newest))
        .toList();
  }

  public ManifestPageView done(String key) {
    return new ManifestPageView(
        words, csrf, dossier, reference, edits, text, written, errors, tier, changes, versions, old,
        key, fault);
  }

  /// With a text that was not kept, and why.
  public ManifestPageView unkept(String other, String why) {
    return new ManifestPageView(
        words, csrf, dossier, reference, edits, other, true, errors, tier, changes, versions, old,
        done, why);
  }

  public String action() {
    return VendorSpots.MANIFEST.address(words, dossier);
  }

  public String restore() {
    return VendorSpots.RESTORE.address(words, dossier);
  }

  public String up() {
    return VendorSpots.DOSSIER.address(words, dossier);
  }

  public String preview() {
    return VendorSpots.PREVIEW.address(words, dossier);
  }
}
