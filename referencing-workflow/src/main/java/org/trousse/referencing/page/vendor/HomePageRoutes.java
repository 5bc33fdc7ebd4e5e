package org.trousse.referencing.page.vendor;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.trousse.referencing.member.Organisation;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.Answer.Refused;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.member.register.MemberLane.Facts;
import org.trousse.referencing.member.secret.Invitation.Seat;
import org.trousse.referencing.member.secret.Secret;
import org.trousse.referencing.page.Fault;
import org.trousse.referencing.page.Form;
import org.trousse.referencing.page.PageRoutes;
import org.trousse.referencing.page.PageRoutes.Page;
import org.trousse.referencing.page.PageRoutes.Visit;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.vendor.organisation.InvitationView;

/// A vendor's first page: its organisations, a new one, and the way in by an invitation.
final class HomePageRoutes {
  private final PageRoutes pages;
  private final MemberLane members;

  HomePageRoutes(PageRoutes pages, MemberLane members) {
    this.pages = pages;
    this.members = members;
  }

  void mount(Router router) {
    pages.get(
        router, VendorSpots.HOME, visit -> view(visit).compose(view -> send(visit, 200, view)));
    pages.post(router, VendorSpots.HOME, this::found);
    pages.get(router, VendorSpots.INVITATION, visit -> invitation(visit, 200, ""));
    pages.post(router, VendorSpots.INVITATION, this::accept);
  }

  private Future<HomeView> view(Visit visit) {
    List<Future<HomeView.Line>> lines =
        visit.visitor().standing().vendors().stream().map(who -> line(visit, who)).toList();
    return Future.all(lines)
        .map(all ->
            HomeView.of(
                visit.words(),
                visit.person().csrf(),
                lines.stream().map(one -> Objects.requireNonNull(one.result())).toList()));
  }

  private Future<HomeView.Line> line(Visit visit, Vendor who) {
    return members
        .organisation(who, who.organisation())
        .map(answer ->
            switch (answer) {
              case Given<Organisation>(var found) -> HomeView.line(visit.words(), found, who);
              default -> throw new IllegalStateException("a member may see the organisation");
            });
  }

  private Future<Void> send(Visit visit, int status, HomeView view) {
    Page page =
        Page.of(visit.words().text("home.title"), VendorSpots.HOME.below(), "vendorHome.jte", view);
    return pages.send(visit, page.status(status));
  }

  private Future<Void> found(Visit visit) {
    Facts facts = facts(visit.form());
    List<Fault> faults = HomeView.faults(visit.words(), facts);
    if (!faults.isEmpty()) {
      return again(visit, facts, faults);
    }
    return members
        .found(visit.person().account(), facts)
        .compose(answer -> {
          if (answer instanceof Refused<Organisation>(var why)) {
            return again(visit, facts, List.of(new Fault("name", visit.words().of(why))));
          }
          return pages.given(visit, answer, made -> toOrganisation(visit, made.id(), "founded"));
        });
  }

  private Future<Void> again(Visit visit, Facts facts, List<Fault> faults) {
    return view(visit).compose(view -> send(visit, 422, view.with(faults, facts)));
  }

  /// What a form says of an organisation.
  static Facts facts(Form form) {
    return new Facts(
        form.get("name"),
        form.get("registration"),
        form.get("country").strip().toUpperCase(Locale.ROOT));
  }

  private static Future<Void> toOrganisation(Visit visit, Object id, String done) {
    return PageRoutes.seeOther(
        visit.context(), VendorSpots.ORGANISATION.address(visit.words(), id) + "?done=" + done);
  }

  private Future<Void> invitation(Visit visit, int status, String fault) {
    Words words = visit.words();
    String secret = visit.step("secret");
    if (!new Secret(secret).isLink()) {
      return pages.absent(visit);
    }
    InvitationView view =
        new InvitationView(
            words, visit.person(), VendorSpots.INVITATION.address(words, secret), fault);
    Page page =
        Page.of(
            words.text("invitation.title"),
            VendorSpots.INVITATION.below(secret),
            "vendorInvitation.jte",
            view);
    return pages.send(visit, page.status(status));
  }

  private Future<Void> accept(Visit visit) {
    Secret secret = new Secret(visit.step("secret"));
    if (!secret.isLink()) {
      return pages.absent(visit);
    }
    return members
        .accept(visit.person().account(), secret)
        .compose(answer ->
            switch (answer) {
              case Answer.Refused<Seat>(var why) -> invitation(visit, 409, visit.words().of(why));
              default -> pages.given(visit, answer, seat -> seated(visit, seat));
            });
  }

  private static Future<Void> seated(Visit visit, Seat seat) {
    return switch (seat) {
      case Seat.OfMember(var organisation, _) -> toOrganisation(visit, organisation, "joined");
      case Seat.OfOfficer _ ->
          PageRoutes.seeOther(visit.context(), VendorSpots.OFFICERS.address(visit.words()));
    };
  }

  /// The done-words that an address may carry; whatever else stands there says nothing.
  static String done(Visit visit, String... known) {
    String done = visit.parameter("done");
    return Stream.of(known).filter(done::equals).findFirst().orElse("");
  }
}
