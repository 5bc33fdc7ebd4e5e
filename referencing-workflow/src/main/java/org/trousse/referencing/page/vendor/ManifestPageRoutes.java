package org.trousse.referencing.page.vendor;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trousse.referencing.criterion.SpecificationReader;
import org.trousse.referencing.desk.DossierView;
import org.trousse.referencing.history.ManifestStore;
import org.trousse.referencing.manifest.Manifest;
import org.trousse.referencing.manifest.ManifestDifference;
import org.trousse.referencing.manifest.ManifestReader;
import org.trousse.referencing.member.AccessRules;
import org.trousse.referencing.member.Action;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.page.PageRoutes;
import org.trousse.referencing.page.PageRoutes.Page;
import org.trousse.referencing.page.PageRoutes.Visit;
import org.trousse.referencing.page.vendor.VendorDoorLane.Entered;
import org.trousse.referencing.page.vendor.manifest.ManifestPageView;
import org.trousse.referencing.page.vendor.manifest.ManifestPageView.Loaded;
import org.trousse.referencing.page.vendor.manifest.ManifestPageView.Old;
import org.trousse.referencing.page.vendor.manifest.PreviewView;

/// An app's manifest: written, kept whatever it says, compared, restored, and shown as people will
/// see it.
final class ManifestPageRoutes {
  /// All that a manifest may be, with each character escaped.
  private static final int FORM_BYTES_MAX = 5 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ManifestPageRoutes.class);

  private final PageRoutes pages;
  private final VendorDoorLane door;
  private final VendorPagesModule.ReadsManifests manifests;
  private final PageRoutes.NamesPeople names;
  private final SpecificationReader specifications;
  private final ManifestReader reader;

  ManifestPageRoutes(
      PageRoutes pages,
      VendorDoorLane door,
      VendorPagesModule.Lanes lanes,
      VendorPagesModule.Ground ground) {
    this.pages = pages;
    this.door = door;
    this.manifests = lanes.manifests();
    this.names = lanes.names();
    this.specifications = ground.specifications();
    this.reader = ground.reader();
  }

  void mount(Router router) {
    pages.get(
        router,
        VendorSpots.MANIFEST,
        visit ->
            door.dossier(
                visit,
                at -> {
                  String done = HomePageRoutes.done(visit, "kept", "restored");
                  return page(visit, at, 200, view -> view.done(done));
                }));
    pages.post(
        router,
        VendorSpots.MANIFEST,
        FORM_BYTES_MAX,
        visit -> door.dossier(visit, at -> save(visit, at, visit.form().get("manifest"), "kept")));
    pages.post(router, VendorSpots.RESTORE, visit -> door.dossier(visit, at -> restore(visit, at)));
    pages.get(router, VendorSpots.PREVIEW, visit -> door.dossier(visit, at -> preview(visit, at)));
  }

  private Future<Void> page(
      Visit visit, Entered at, int status, UnaryOperator<ManifestPageView> change) {
    return door.desk()
        .view(at.who(), at.id())
        .compose(answer ->
            pages.given(
                visit,
                answer,
                seen ->
                    load(visit, at, seen)
                        .compose(loaded -> send(visit, at, seen, loaded, status, change))));
  }

  private Future<Void> send(
      Visit visit,
      Entered at,
      DossierView seen,
      Loaded loaded,
      int status,
      UnaryOperator<ManifestPageView> change) {
    boolean edits =
        AccessRules.allows(at.who(), Action.EDIT_DOSSIER, at.who().organisation())
            && at.facts().takesEvidence();
    ManifestPageView view =
        change.apply(
            ManifestPageView.of(visit.words(), visit.person().csrf(), seen, edits, loaded));
    return pages.send(
        visit,
        Page.of(
                visit.words().text("manifest.title"),
                VendorSpots.MANIFEST.below(at.id()) + query(visit),
                "vendorManifest.jte",
                view)
            .status(status));
  }

  /// The earlier version that is looked at, for the other language.
  private static String query(Visit visit) {
    int asked = number(visit.parameter("version"));
    return asked == 0 ? "" : "?version=" + asked;
  }

  private Future<Loaded> load(Visit visit, Entered at, DossierView seen) {
    int judged = seen.dossier().standing().judgedManifest();
    int asked = number(visit.parameter("version"));
    Future<Optional<String>> before = read(at, judged);
    Future<Optional<String>> old = read(at, asked);
    Future<Map<UUID, String>> named =
        names
            .names(
                seen.versions().stream()
                    .map(ManifestStore.Version::savedBy)
                    .collect(Collectors.toSet()))
            .otherwise(Map.of());
    return Future.all(before, old, named)
        .map(all ->
            new Loaded(
                before.result().flatMap(text -> difference(text, seen)),
                old.result()
                    .map(text ->
                        new Old(
                            asked,
                            text,
                            difference(text, seen)
                                .map(one -> ManifestPageView.facts(visit.words(), one)))),
                named.result()));
  }

  private Future<Optional<String>> read(Entered at, int version) {
    return version < 1
        ? Future.succeededFuture(Optional.empty())
        : manifests.read(at.id(), version);
  }

  /// From an earlier text to what stands now; empty when either has errors.
  private Optional<ManifestDifference> difference(String earlier, DossierView seen) {
    var evidence = seen.dossier().evidence();
    var specification =
        evidence == null
            ? specifications.newest()
            : specifications.find(evidence.specification()).orElseGet(specifications::newest);
    return seen.manifest()
        .flatMap(now ->
            readable(earlier)
                .map(before -> ManifestDifference.between(specification, before, now)));
  }

  private Optional<Manifest> readable(String text) {
    return switch (reader.read(text.getBytes(StandardCharsets.UTF_8))) {
      case ManifestReader.Outcome.Read(var manifest) -> Optional.of(manifest);
      case ManifestReader.Outcome.Refused _ -> Optional.empty();
    };
  }

  private static int number(String text) {
    return text.matches("[1-9]\\d{0,8}") ? Integer.parseInt(text) : 0;
  }

  /// Whatever goes wrong, the text comes back to who wrote it.
  private Future<Void> save(Visit visit, Entered at, String text, String done) {
    if (text.length() > ManifestStore.CHARACTERS_MAX) {
      String why = visit.words().text("manifest.long", ManifestStore.CHARACTERS_MAX / 1024);
      return page(visit, at, 413, view -> view.unkept(text, why));
    }
    return door.desk()
        .saveManifest(at.who(), at.id(), text)
        .compose(
            answer ->
                switch (answer) {
                  case Answer.Given<DossierView> _ ->
                      PageRoutes.seeOther(
                          visit.context(),
                          VendorSpots.MANIFEST.address(visit.words(), at.id()) + "?done=" + done);
                  case Answer.Refused<DossierView>(var why) ->
                      page(visit, at, 409, view -> view.unkept(text, visit.words().of(why)));
                  case Answer.NotAllowed<DossierView>(var why) ->
                      page(visit, at, 403, view -> view.unkept(text, visit.words().of(why)));
                  case Answer.Unknown<DossierView> _ -> pages.absent(visit);
                },
            failure -> {
              LOG.warn("a manifest was not kept: {}", failure.getClass().getSimpleName());
              return page(
                  visit, at, 503, view -> view.unkept(text, visit.words().text("manifest.unkept")));
            });
  }

  private Future<Void> restore(Visit visit, Entered at) {
    return read(at, number(visit.form().get("version")))
        .compose(found ->
            found.isEmpty() ? pages.absent(visit) : save(visit, at, found.get(), "restored"));
  }

  private Future<Void> preview(Visit visit, Entered at) {
    return door.desk()
        .view(at.who(), at.id())
        .compose(answer ->
            pages.given(
                visit,
                answer,
                seen ->
                    pages.send(
                        visit,
                        Page.of(
                            visit.words().text("preview.title"),
                            VendorSpots.PREVIEW.below(at.id()),
                            "vendorPreview.jte",
                            PreviewView.of(visit.words(), seen)))));
  }
}
