package org.trousse.consent.page.pairing;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.trousse.consent.ConsentModule.Decision;
import org.trousse.consent.ConsentModule.NotesDecisions;
import org.trousse.consent.page.PageRoutes;
import org.trousse.consent.page.PageRoutes.Page;
import org.trousse.consent.page.PageRoutes.Visit;
import org.trousse.consent.page.Spot;
import org.trousse.consent.page.Words;
import org.trousse.consent.page.authorise.Approval;
import org.trousse.consent.page.authorise.Asked;
import org.trousse.consent.page.authorise.AuthoriseLane;
import org.trousse.consent.page.authorise.AuthoriseLane.Decides;
import org.trousse.consent.page.authorise.AuthoriseLane.Desk;
import org.trousse.consent.page.pairing.PairingRoutes.DecidesPairings.Look;
import org.trousse.sdk.PatientId;

/// Typing a device's code, then the page on which it is allowed. Looking a code up is always a form
/// that a signed-in person sent: opening an address alone guesses nothing and allows nothing.
public final class PairingRoutes {
  /// Where devices wait for their answer, and what becomes of it.
  public interface DecidesPairings {
    /// Counts as a guess (RFC 8628 §5.1).
    ///
    /// @param typed the code as it was typed
    /// @param address where the browser is, to count guesses by
    Future<Look> look(String typed, UUID account, String address);

    /// Whether the device was still waiting.
    Future<Boolean> approve(String code, Asked asked, Approval approval);

    /// Whether the device was still waiting.
    Future<Boolean> refuse(String code);

    /// What stands behind a code.
    sealed interface Look {
      /// A device waits; its [Asked#device] has the code as the device shows it.
      record Waiting(Asked asked) implements Look {}

      /// None does.
      record Wrong() implements Look {}

      /// Too many guesses.
      ///
      /// @param seconds after which another may be made
      record TooMany(long seconds) implements Look {}
    }
  }

  private static final int TYPED_MAX = 40;

  private final PageRoutes pages;
  private final AuthoriseLane lane;
  private final DecidesPairings pairings;
  private final NotesDecisions notes;
  private final Clock clock;

  /// What the page for the code shows.
  ///
  /// @param fault the key of what was wrong; empty for nothing
  public record PairingView(Words words, String csrf, String typed, String fault) {}

  public PairingRoutes(
      PageRoutes pages,
      AuthoriseLane lane,
      DecidesPairings pairings,
      NotesDecisions notes,
      Clock clock) {
    this.pages = pages;
    this.lane = lane;
    this.pairings = pairings;
    this.notes = notes;
    this.clock = clock;
  }

  public void mount(Router router) {
    pages.get(router, Spot.DEVICE, visit -> ask(visit, 200, bounded(visit.parameter("code")), ""));
    pages.post(router, Spot.DEVICE, this::post);
  }

  private static String bounded(String typed) {
    return typed.length() > TYPED_MAX ? "" : typed;
  }

  private Future<Void> ask(Visit visit, int status, String typed, String fault) {
    Words words = visit.words();
    PairingView view = new PairingView(words, visit.who().csrf(), typed, fault);
    String title = words.text("pairing.title");
    Page page =
        Page.of(
                fault.isEmpty() ? title : words.text("pairing.fault.title", title),
                Spot.DEVICE,
                "pairing.jte",
                view)
            .status(status);
    return pages.send(visit.context(), words, page);
  }

  /// Both forms come here: the code alone, and the decision with its code.
  private Future<?> post(Visit visit) {
    boolean deciding = !visit.field("decision").isEmpty();
    String typed = bounded(visit.field(deciding ? "demande" : "code"));
    if (typed.isBlank()) {
      return ask(visit, 400, "", "pairing.fault.empty");
    }
    String address = String.valueOf(visit.context().request().remoteAddress().hostAddress());
    return pairings
        .look(typed, visit.who().account(), address)
        .compose(look ->
            switch (look) {
              case Look.Waiting(Asked asked) -> waiting(visit, asked, deciding).mapEmpty();
              case Look.Wrong() -> ask(visit, 404, typed, "pairing.fault.wrong");
              case Look.TooMany(long seconds) -> {
                visit
                    .context()
                    .response()
                    .putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
                yield pages.notice(
                    visit.context(), visit.words(), 429, "pairing.often", Spot.DEVICE);
              }
            });
  }

  private Future<?> waiting(Visit visit, Asked asked, boolean deciding) {
    String code = Objects.requireNonNull(asked.device(), "a device has a code").code();
    Desk desk = new Desk(Spot.DEVICE, code, "code=" + code);
    return deciding
        ? lane.answer(visit, asked, desk, decides(visit, asked, code))
        : lane.show(visit, asked, desk);
  }

  private Decides decides(Visit visit, Asked asked, String code) {
    return new Decides() {
      @Override
      public Future<?> approve(Approval approval) {
        return pairings
            .approve(code, asked, approval)
            .compose(waited -> noted(visit, asked, waited, true))
            .compose(waited -> done(visit, waited, "pairing.approved"));
      }

      @Override
      public Future<?> refuse() {
        return pairings
            .refuse(code)
            .compose(waited -> noted(visit, asked, waited, false))
            .compose(waited -> done(visit, waited, "pairing.refused"));
      }
    };
  }

  /// One line in the record's log for each decision that was taken.
  private Future<Boolean> noted(Visit visit, Asked asked, boolean waited, boolean allowed) {
    PatientId patient = visit.who().patient();
    if (!waited || patient == null) {
      return Future.succeededFuture(waited);
    }
    return notes
        .note(
            new Decision(
                clock.instant(),
                patient,
                allowed ? "grant" : "refuse",
                asked.app().clientId(),
                asked.app().entry().name(),
                visit.who().account(),
                null,
                allowed,
                "device"))
        .map(done -> true);
  }

  private Future<Void> done(Visit visit, boolean waited, String key) {
    return waited
        ? pages.notice(visit.context(), visit.words(), 200, key, Spot.DEVICE)
        : pages.notice(visit.context(), visit.words(), 410, "authorise.gone", Spot.DEVICE);
  }
}
