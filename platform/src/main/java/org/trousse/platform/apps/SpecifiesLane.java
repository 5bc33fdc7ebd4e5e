package org.trousse.platform.apps;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.catalogue.CatalogueModule;
import org.trousse.catalogue.listing.Listing;
import org.trousse.referencing.ReferencingModule;
import org.trousse.referencing.criterion.Criterion;
import org.trousse.referencing.criterion.Decider;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.history.publication.Publication;
import org.trousse.referencing.manifest.ManifestReader;

/// The published specification as the catalogue shows it, and what listings take from it.
final class SpecifiesLane implements CatalogueModule.Specifies {
  private static final Logger LOG = LoggerFactory.getLogger(SpecifiesLane.class);

  private final SpecificationReader published = SpecificationReader.published();
  private final AtomicReference<@Nullable ReferencingModule> referencing = new AtomicReference<>();

  /// From now on times are known.
  void measuredBy(ReferencingModule module) {
    referencing.set(module);
  }

  @Override
  public CatalogueModule.Specification specification() {
    Specification newest = published.newest();
    return new CatalogueModule.Specification(
        newest.version(), newest.criteria().stream().map(SpecifiesLane::line).toList());
  }

  private static CatalogueModule.CriterionLine line(Criterion criterion) {
    return new CatalogueModule.CriterionLine(
        criterion.id(),
        criterion.family(),
        FactsRules.text(criterion.title()),
        FactsRules.text(criterion.guidance()),
        criterion.level().name().toLowerCase(Locale.ROOT),
        decider(criterion.decider()));
  }

  private static String decider(Decider decider) {
    return switch (decider) {
      case MACHINE -> "machine";
      case MACHINE_THEN_HUMAN -> "machine-then-person";
      case HUMAN -> "person";
    };
  }

  /// The referencing house's own page shows them by step.
  @Override
  public Future<List<CatalogueModule.StepTime>> times() {
    return Future.succeededFuture(List.of());
  }

  /// Empty: patients never saw this app, or its manifest is not readable any more.
  Optional<Listing> listing(Publication publication, ManifestReader manifests) {
    Specification judgedBy =
        published.find(publication.specification()).orElseGet(published::newest);
    return switch (manifests.read(publication.manifest().getBytes(StandardCharsets.UTF_8))) {
      case ManifestReader.Outcome.Read(var manifest) ->
          ListingRules.of(publication, manifest, judgedBy);
      case ManifestReader.Outcome.Refused refused -> {
        LOG.error("an approved manifest cannot be read: {} errors", refused.errors().size());
        yield Optional.empty();
      }
    };
  }
}
