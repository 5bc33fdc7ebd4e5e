package org.trousse.referencing.page.vendor;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.member.Member;
import org.trousse.referencing.member.Organisation;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.Answer.Refused;
import org.trousse.referencing.member.register.MemberLane;
import org.trousse.referencing.member.register.MemberLane.Facts;
import org.trousse.referencing.member.secret.ApiKey;
import org.trousse.referencing.member.secret.Invitation;
import org.trousse.referencing.page.Fault;
import org.trousse.referencing.page.PageRoutes;
import org.trousse.referencing.page.PageRoutes.Page;
import org.trousse.referencing.page.PageRoutes.Visit;
import org.trousse.referencing.page.vendor.organisation.OrganisationView;
import org.trousse.referencing.page.vendor.organisation.OrganisationView.Loaded;
import org.trousse.referencing.page.vendor.organisation.OrganisationView.Shown;

/// One organisation: what it says of itself, its members, invitations and API keys.
final class OrganisationPageRoutes {
  private static final String[] DONE = {
    "founded", "joined", "changed", "withdrawn", "role", "ended", "keyended"
  };
  private static final UUID NOBODY = new UUID(0, 0);

  private final PageRoutes pages;
  private final VendorDoorLane door;
  private final MemberLane members;
  private final PageRoutes.NamesPeople names;
  private final URI publicUrl;

  OrganisationPageRoutes(
      PageRoutes pages, VendorDoorLane door, VendorPagesModule.Lanes lanes, URI publicUrl) {
    this.pages = pages;
    this.door = door;
    this.members = lanes.members();
    this.names = lanes.names();
    this.publicUrl = publicUrl;
  }

  void mount(Router router) {
    pages.get(
        router,
        VendorSpots.ORGANISATION,
        visit -> door.organisation(visit, who -> show(visit, who)));
    pages.post(
        router,
        VendorSpots.ORGANISATION,
        visit -> door.organisation(visit, who -> act(visit, who)));
  }

  private Future<Void> show(Visit visit, Vendor who) {
    String done = HomePageRoutes.done(visit, DONE);
    return page(visit, who, 200, view -> view.done(done));
  }

  private Future<Void> page(
      Visit visit, Vendor who, int status, Function<OrganisationView, OrganisationView> change) {
    UUID id = who.organisation();
    boolean manages = OrganisationView.manages(who);
    Future<Answer<Organisation>> organisation = members.organisation(who, id);
    Future<Answer<List<Member>>> people = members.members(who, id);
    Future<List<Invitation>> open =
        manages ? list(members.invitations(who, id)) : Future.succeededFuture(List.of());
    Future<List<ApiKey>> keys =
        manages ? list(members.keys(who, id)) : Future.succeededFuture(List.of());
    return Future.all(organisation, list(people), open, keys)
        .compose(all ->
            pages.given(
                visit,
                organisation.result(),
                found -> {
                  List<Member> listed = all.resultAt(1);
                  return names
                      .names(listed.stream().map(Member::account).collect(Collectors.toSet()))
                      .otherwise(Map.of())
                      .map(named -> new Loaded(found, listed, open.result(), keys.result(), named))
                      .compose(loaded -> send(visit, who, status, loaded, change));
                }));
  }

  private Future<Void> send(
      Visit visit,
      Vendor who,
      int status,
      Loaded loaded,
      Function<OrganisationView, OrganisationView> change) {
    OrganisationView view =
        change.apply(OrganisationView.of(visit.words(), visit.person().csrf(), who, loaded));
    return pages.send(
        visit,
        Page.of(
                loaded.organisation().legalName(),
                VendorSpots.ORGANISATION.below(who.organisation()),
                "vendorOrganisation.jte",
                view)
            .status(status));
  }

  /// What the person may not see is not shown.
  private static <T> Future<List<T>> list(Future<Answer<List<T>>> answer) {
    return answer.map(one -> one instanceof Given<List<T>>(var all) ? all : List.of());
  }

  private Future<Void> act(Visit visit, Vendor who) {
    UUID id = who.organisation();
    UUID target = DossierDoorLane.uuid(visit.form().get("of")).orElse(NOBODY);
    return switch (visit.form().get("act")) {
      case "change" -> change(visit, who);
      case "invite" ->
          role(visit)
              .<Future<Void>>map(role -> invite(visit, who, role))
              .orElseGet(() -> pages.absent(visit));
      case "withdraw" -> done(visit, who, members.withdraw(who, id, target), "withdrawn");
      case "role" ->
          role(visit)
              .<Future<Void>>map(
                  role -> done(visit, who, members.change(who, id, target, role), "role"))
              .orElseGet(() -> pages.absent(visit));
      case "end" -> done(visit, who, members.change(who, id, target, null), "ended");
      case "leave" -> leave(visit, who);
      case "key" ->
          role(visit)
              .<Future<Void>>map(role -> makeKey(visit, who, role))
              .orElseGet(() -> pages.absent(visit));
      case "endkey" -> done(visit, who, members.endKey(who, id, target), "keyended");
      default -> pages.absent(visit);
    };
  }

  private static Optional<Role> role(Visit visit) {
    String name = visit.form().get("role");
    return Arrays.stream(Role.values()).filter(one -> one.name().equals(name)).findFirst();
  }

  private Future<Void> change(Visit visit, Vendor who) {
    Facts facts = HomePageRoutes.facts(visit.form());
    List<Fault> faults = HomeView.faults(visit.words(), facts);
    return faults.isEmpty()
        ? done(visit, who, members.change(who, who.organisation(), facts), "changed")
        : page(visit, who, 422, view -> view.with(faults, facts));
  }

  private Future<Void> invite(Visit visit, Vendor who, Role role) {
    return members
        .invite(who, who.organisation(), role)
        .compose(answer ->
            orSay(
                visit,
                who,
                answer,
                "invite",
                made ->
                    page(
                        visit,
                        who,
                        200,
                        view -> view.showing(new Shown("invitation", link(visit, made))))));
  }

  private String link(Visit visit, Invitation.Made made) {
    return publicUrl
        .resolve(VendorSpots.INVITATION.address(visit.words(), made.secret().value()))
        .toString();
  }

  private Future<Void> makeKey(Visit visit, Vendor who, Role role) {
    return members
        .makeKey(who, who.organisation(), visit.form().get("keyname"), role)
        .compose(answer ->
            orSay(
                visit,
                who,
                answer,
                "keyname",
                made ->
                    page(
                        visit,
                        who,
                        200,
                        view -> view.showing(new Shown("key", made.secret().value())))));
  }

  private Future<Void> leave(Visit visit, Vendor who) {
    return members
        .leave(who)
        .compose(answer ->
            orSay(
                visit,
                who,
                answer,
                "members",
                left ->
                    PageRoutes.seeOther(visit.context(), VendorSpots.HOME.address(visit.words()))));
  }

  /// Back to the page when it is done; what is refused is said on it.
  private <T> Future<Void> done(Visit visit, Vendor who, Future<Answer<T>> answer, String done) {
    return answer.compose(one ->
        orSay(
            visit,
            who,
            one,
            "members",
            given ->
                PageRoutes.seeOther(
                    visit.context(),
                    VendorSpots.ORGANISATION.address(visit.words(), who.organisation())
                        + "?done="
                        + done)));
  }

  private <T> Future<Void> orSay(
      Visit visit, Vendor who, Answer<T> answer, String field, Function<T, Future<Void>> then) {
    return switch (answer) {
      case Refused<T>(var why) ->
          page(
              visit,
              who,
              409,
              view -> view.with(List.of(new Fault(field, visit.words().of(why))), view.facts()));
      default -> pages.given(visit, answer, then);
    };
  }
}
