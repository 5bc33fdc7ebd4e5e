package org.trousse.consent.page.authorise;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.page.PageRoutes;
import org.trousse.consent.page.PageRoutes.Visit;
import org.trousse.consent.page.Spot;
import org.trousse.consent.page.Words;
import org.trousse.consent.page.authorise.Answer.Form;
import org.trousse.consent.page.authorise.AuthoriseLane.Decides;
import org.trousse.consent.page.authorise.AuthoriseLane.Desk;
import org.trousse.consent.page.authorise.DraftStore.About;
import org.trousse.consent.signin.SignedIn;

/// The page to which the authorization endpoint sends a person, with the request's handle.
public final class AuthoriseRoutes {
  /// Carries the handle.
  public static final String HANDLE = "demande";

  /// Where requests wait for their answer, and what becomes of it.
  public interface DecidesRequests {
    /// Empty: unknown, too old, answered, or opened by another account before.
    Future<Optional<Asked>> asked(String handle, SignedIn who);

    /// Where to send the browser; empty when the request was answered meanwhile.
    Future<Optional<String>> approve(String handle, SignedIn who, Approval approval);

    /// The same for a refusal: `access_denied` (RFC 6749 §4.1.2.1).
    Future<Optional<String>> refuse(String handle, SignedIn who);
  }

  /// Brings back what was chosen before the session was over.
  private static final String DRAFT = "trousse_draft";

  private static final int HANDLE_MAX = 100;
  private static final int FIELD_MAX = 40;

  private final PageRoutes pages;
  private final AuthoriseLane lane;
  private final DecidesRequests requests;
  private final DraftStore drafts;

  public AuthoriseRoutes(
      PageRoutes pages, AuthoriseLane lane, DecidesRequests requests, DraftStore drafts) {
    this.pages = pages;
    this.lane = lane;
    this.requests = requests;
    this.drafts = drafts;
  }

  public void mount(Router router) {
    pages.get(router, Spot.AUTHORISE, this::show);
    pages.post(router, Spot.AUTHORISE, this::answer, this::leave);
  }

  private Future<?> show(Visit visit) {
    String handle = visit.parameter(HANDLE);
    return with(visit, handle, asked -> show(visit, handle, asked));
  }

  private Future<?> show(Visit visit, String handle, Asked asked) {
    Cookie draft = visit.context().request().getCookie(DRAFT);
    if (draft == null || draft.getValue().isEmpty()) {
      return lane.show(visit, asked, desk(handle));
    }
    return drafts
        .take(draft.getValue(), new About(handle, AuthoriseLane.record(visit)))
        .compose(found -> {
          if (found.isEmpty()) {
            return lane.show(visit, asked, desk(handle)).mapEmpty();
          }
          visit.context().response().addCookie(pages.fresh(DRAFT, "").setMaxAge(0));
          return lane.resume(visit, asked, desk(handle), found.get()).mapEmpty();
        });
  }

  /// The session is over: what was chosen is kept until the person has signed in again. Nothing is
  /// decided by a form that nobody signed.
  private Future<String> leave(RoutingContext context, Words words) {
    MultiMap fields = context.request().formAttributes();
    String handle = AuthoriseLane.field(fields, HANDLE);
    String record = AuthoriseLane.field(fields, "pour");
    Form form = AuthoriseLane.form(fields);
    if (!isHandle(handle)) {
      return Future.succeededFuture(Spot.AUTHORISE.address(words));
    }
    String back = Spot.AUTHORISE.address(words, HANDLE, handle);
    boolean worth = form.yes() && record.length() <= FIELD_MAX && bounded(form);
    if (!worth) {
      return Future.succeededFuture(back);
    }
    return drafts
        .keep(new About(handle, record), form)
        .map(secret -> {
          Cookie kept = pages.fresh(DRAFT, secret).setMaxAge(DraftStore.LIFE.toSeconds());
          context.response().addCookie(kept);
          return back;
        });
  }

  private static boolean bounded(Form form) {
    return form.history().length() <= FIELD_MAX && form.duration().length() <= FIELD_MAX;
  }

  private static boolean isHandle(String text) {
    return text.matches("[A-Za-z0-9_-]{20," + HANDLE_MAX + "}");
  }

  private Future<?> answer(Visit visit) {
    String handle = visit.field(HANDLE);
    Decides decides =
        new Decides() {
          @Override
          public Future<?> approve(Approval approval) {
            return requests.approve(handle, visit.who(), approval).compose(to -> lead(visit, to));
          }

          @Override
          public Future<?> refuse() {
            return requests.refuse(handle, visit.who()).compose(to -> lead(visit, to));
          }
        };
    return with(visit, handle, asked -> lane.answer(visit, asked, desk(handle), decides));
  }

  private static Desk desk(String handle) {
    return new Desk(Spot.AUTHORISE, handle, HANDLE + "=" + handle);
  }

  /// Goes on if the request waits, is this person's, and its app may be used.
  private Future<?> with(Visit visit, String handle, Function<Asked, Future<?>> then) {
    if (!isHandle(handle)) {
      return gone(visit);
    }
    return requests
        .asked(handle, visit.who())
        .compose(asked -> {
          if (asked.isEmpty()) {
            return gone(visit);
          }
          if (asked.get().app().status() != AppStatus.ACTIVE) {
            return pages.notice(
                visit.context(), visit.words(), 403, "authorise.suspended", Spot.AUTHORISE);
          }
          if (asked.get().signInAgain()) {
            String here = Spot.AUTHORISE.address(visit.words()) + "?" + HANDLE + "=" + handle;
            PageRoutes.seeOther(
                visit.context(), Spot.SIGN_IN.address(visit.words(), "retour", here));
            return Future.succeededFuture();
          }
          return then.apply(asked.get()).mapEmpty();
        });
  }

  private Future<Void> lead(Visit visit, Optional<String> to) {
    if (to.isEmpty()) {
      return gone(visit);
    }
    PageRoutes.seeOther(visit.context(), to.get());
    return Future.succeededFuture();
  }

  /// Unknown, too old, answered, or somebody else's: the same words, because they are the same
  /// advice.
  private Future<Void> gone(Visit visit) {
    return pages.notice(visit.context(), visit.words(), 410, "authorise.gone", Spot.AUTHORISE);
  }
}
