package org.trousse.consent.objection;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.applications.ApplicationsLane;
import org.trousse.consent.applications.ApplicationsLane.Open;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.page.PageRoutes;
import org.trousse.consent.page.PageRoutes.Page;
import org.trousse.consent.page.PageRoutes.Visit;
import org.trousse.consent.page.Spot;
import org.trousse.consent.page.Words;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.signin.Majority;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// Setting aside what an app added: a form, a page that says what will happen, and the way back.
public final class ObjectionRoutes {
  private static final Set<String> DONE = Set.of("ecarte", "remontre", "rien", "trop");

  private final PageRoutes pages;
  private final ApplicationsLane lane;
  private final SetsAside record;
  private final Clock clock;

  /// The record, which hides readings that a patient set aside and keeps them.
  public interface SetsAside {
    /// What an app and its devices added, measured before `before`, without what is set aside.
    Future<List<Added>> added(PatientId patient, String clientId, Instant before);

    /// All that the patient ever set aside; what still is comes first, then the newest.
    Future<List<SetAside>> setAside(PatientId patient);

    /// Sets readings aside.
    ///
    /// @return how many it met, nothing changes when 0; empty when there are too many wishes
    ///   already
    Future<OptionalInt> object(Wish wish);

    /// Shows them again; false when they were not set aside, or too long ago.
    Future<Boolean> undo(PatientId patient, UUID id, Instant now);

    /// Readings of one measure.
    record Added(Measure measure, int count) {}

    /// What to set aside.
    ///
    /// @param before readings measured before this time
    /// @param at what arrives later is not meant
    /// @param person who wishes it
    record Wish(
        PatientId patient,
        String clientId,
        Set<Measure> measures,
        Instant before,
        Instant at,
        UUID person) {
      /// Never whose.
      @Override
      public String toString() {
        return "Wish()";
      }
    }

    /// What was set aside.
    ///
    /// @param undoable until when it can be taken back
    /// @param undoneAt when it was; null: it is still set aside
    record SetAside(
        UUID id,
        String clientId,
        Set<Measure> measures,
        Instant before,
        Instant at,
        int readings,
        Instant undoable,
        @Nullable Instant undoneAt) {}

    /// A record that has nothing of any app.
    SetsAside NOTHING =
        new SetsAside() {
          @Override
          public Future<List<Added>> added(PatientId patient, String clientId, Instant before) {
            return Future.succeededFuture(List.of());
          }

          @Override
          public Future<List<SetAside>> setAside(PatientId patient) {
            return Future.succeededFuture(List.of());
          }

          @Override
          public Future<OptionalInt> object(Wish wish) {
            return Future.succeededFuture(OptionalInt.of(0));
          }

          @Override
          public Future<Boolean> undo(PatientId patient, UUID id, Instant now) {
            return Future.succeededFuture(false);
          }
        };
  }

  public ObjectionRoutes(PageRoutes pages, ApplicationsLane lane, SetsAside record, Clock clock) {
    this.pages = pages;
    this.lane = lane;
    this.record = record;
    this.clock = clock;
  }

  public void mount(Router router) {
    pages.get(router, Spot.OBJECTION, visit -> lane.open(visit, this::show));
    pages.post(router, Spot.OBJECTION, visit -> lane.open(visit, this::act));
  }

  private Future<?> show(Open open) {
    Visit visit = open.visit();
    return grant(open, visit.parameter("app"))
        .<Future<?>>map(grant -> show(open, grant))
        .orElseGet(() -> missing(open));
  }

  private Future<?> show(Open open, Grant grant) {
    Visit visit = open.visit();
    Words words = visit.words();
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, Majority.ZONE);
    Asked asked = Asked.of(visit.context().queryParam("mesures"), visit.parameter("jusqu"), today);
    LocalDate until = asked.until() == null ? today : asked.until();
    Future<List<SetsAside.Added>> added =
        record.added(open.patient(), grant.clientId(), Asked.end(until));
    Future<List<SetsAside.SetAside>> before = record.setAside(open.patient());
    return Future.all(added, before)
        .compose(both -> {
          ObjectionView view =
              new ObjectionText(
                      open.head(),
                      grant,
                      open.known().name(grant.clientId()),
                      asked,
                      visit.parameter("suite").equals("oui"),
                      DONE.contains(visit.parameter("fait")) ? visit.parameter("fait") : "",
                      now)
                  .view(added.result(), before.result());
          String title = words.text(title(view), view.name());
          Page page = Page.of(title, Spot.OBJECTION, "objection.jte", view);
          return pages.send(visit.context(), words, page.query("app=" + grant.id()));
        });
  }

  private static String title(ObjectionView view) {
    if (!view.faults().isEmpty()) {
      return "objection.title.fault";
    }
    return view.sure() ? "objection.sure.h1" : "objection.h1";
  }

  private Future<?> act(Open open) {
    return grant(open, open.visit().field("app"))
        .<Future<?>>map(grant -> act(open, grant))
        .orElseGet(() -> missing(open));
  }

  private Future<?> act(Open open, Grant grant) {
    return switch (open.visit().field("action")) {
      case "ecarter" -> object(open, grant);
      case "remontrer" -> undo(open, grant);
      default -> {
        open.visit().context().fail(400);
        yield Future.succeededFuture();
      }
    };
  }

  private Future<?> object(Open open, Grant grant) {
    Visit visit = open.visit();
    Instant now = clock.instant();
    Asked asked =
        Asked.of(
            visit.fields("mesures"), visit.field("jusqu"), LocalDate.ofInstant(now, Majority.ZONE));
    LocalDate until = asked.until();
    if (until == null || asked.kinds().isEmpty()) {
      seeOther(open, grant, "&suite=oui");
      return Future.succeededFuture();
    }
    SetsAside.Wish wish =
        new SetsAside.Wish(
            open.patient(),
            grant.clientId(),
            asked.measures(),
            Asked.end(until),
            now,
            visit.who().account());
    String detail =
        asked.kinds().stream().map(DataKind::word).collect(Collectors.joining(" "))
            + " until "
            + until;
    return record
        .object(wish)
        .compose(met -> {
          if (met.isEmpty() || met.getAsInt() == 0) {
            seeOther(open, grant, met.isEmpty() ? "&fait=trop" : "&fait=rien");
            return Future.succeededFuture();
          }
          return lane.note(open, grant, "object", detail)
              .onSuccess(noted -> seeOther(open, grant, "&fait=ecarte"));
        });
  }

  private Future<?> undo(Open open, Grant grant) {
    Optional<UUID> id = uuid(open.visit().field("ecart"));
    Future<Boolean> undone =
        id.isEmpty()
            ? Future.succeededFuture(false)
            : record.undo(open.patient(), id.get(), clock.instant());
    return undone.compose(done -> {
      if (!done) {
        seeOther(open, grant, "&fait=rien");
        return Future.succeededFuture();
      }
      return lane.note(open, grant, "undo-object", id.get().toString())
          .onSuccess(noted -> seeOther(open, grant, "&fait=remontre"));
    });
  }

  private static Optional<Grant> grant(Open open, String id) {
    return uuid(id).flatMap(open.known()::grant);
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException nonsense) {
      return Optional.empty();
    }
  }

  private static Future<?> missing(Open open) {
    open.visit().context().fail(404);
    return Future.succeededFuture();
  }

  private static void seeOther(Open open, Grant grant, String rest) {
    String own = Spot.OBJECTION.address(open.visit().words(), "app", grant.id().toString());
    PageRoutes.seeOther(open.visit().context(), own + rest);
  }
}
