package org.trousse.platform.apps;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.catalogue.CatalogueModule;
import org.trousse.catalogue.listing.Listing;
import org.trousse.referencing.ReferencingModule;
import org.trousse.referencing.criterion.Specification;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.history.publication.Publication;
import org.trousse.referencing.manifest.ManifestReader;

/// What the catalogue takes from the published specification and from the process.
final class SpecifiesLane {
  private static final Logger LOG = LoggerFactory.getLogger(SpecifiesLane.class);

  private final SpecificationReader published = SpecificationReader.published();
  private final AtomicReference<@Nullable ReferencingModule> referencing = new AtomicReference<>();

  /// From now on times are known.
  void measuredBy(ReferencingModule module) {
    referencing.set(module);
  }

  /// How long the steps really took; none while the house is not open.
  Future<List<CatalogueModule.StepTime>> times() {
    ReferencingModule open = referencing.get();
    return open == null
        ? Future.succeededFuture(List.of())
        : open.times().map(all -> all.stream().map(SpecifiesLane::time).toList());
  }

  private static CatalogueModule.StepTime time(ReferencingModule.Measured one) {
    return new CatalogueModule.StepTime(
        FactsRules.text(one.step()), one.median(), one.ninetieth(), one.dossiers());
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
