package org.trousse.referencing.page.officer;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.secret.Invitation;
import org.trousse.referencing.page.Fault;
import org.trousse.referencing.page.PageRoutes.Page;
import org.trousse.referencing.page.Spot;
import org.trousse.referencing.page.officer.OfficerDoorLane.Call;
import org.trousse.referencing.page.officer.view.Head;
import org.trousse.referencing.page.officer.view.OfficerSpots;
import org.trousse.referencing.page.officer.view.PeoplePage;
import org.trousse.referencing.page.vendor.VendorSpots;

/// Officers' interests, and for leads: who is an officer.
final class PeopleRoutes {
  private static final UUID NONE = new UUID(0, 0);

  private final OfficerDoorLane door;
  private final OfficerPagesModule.Parts parts;

  PeopleRoutes(OfficerDoorLane door, OfficerPagesModule.Parts parts) {
    this.door = door;
    this.parts = parts;
  }

  void mount(Router router) {
    door.get(router, OfficerSpots.INTERESTS, call -> interests(call, 200, head -> head));
    door.post(router, OfficerSpots.INTERESTS, this::declare);
    door.get(router, OfficerSpots.OFFICERS, call -> officers(call, 200, head -> head, ""));
    door.post(router, OfficerSpots.OFFICERS, this::manage);
  }

  private Future<Void> interests(Call call, int status, UnaryOperator<Head> also) {
    return parts
        .officers()
        .interests(call.who())
        .compose(links ->
            organisations()
                .compose(all -> {
                  PeoplePage.Interests view =
                      PeoplePage.interests(also.apply(door.head(call)), links, all);
                  return door.send(
                      call,
                      page(view.head(), OfficerSpots.INTERESTS, "interests", view).status(status));
                }));
  }

  private Future<Map<UUID, String>> organisations() {
    return parts.tellers().organisations().organisations().map(HashMap::new);
  }

  private static Page page(Head head, Spot spot, String key, Object view) {
    String template = key.equals("interests") ? "officerInterests.jte" : "officerOfficers.jte";
    return Page.of(head.text(key + ".title"), spot.below(), template, view);
  }

  private Future<Void> declare(Call call) {
    String here = OfficerSpots.INTERESTS.address(call.visit().words());
    return switch (call.act()) {
      case "declarer" ->
          parts
              .officers()
              .declare(call.who(), id(call, "organisation"), call.form().get("lien"))
              .compose(answer -> declared(call, answer, here));
      case "finir" ->
          parts
              .officers()
              .endInterest(call.who(), id(call, "interet"))
              .compose(
                  answer -> door.given(call, answer, done -> door.goTo(call, here, "lien-fini")));
      default -> door.absent(call);
    };
  }

  private <T> Future<Void> declared(Call call, Answer<T> answer, String here) {
    return switch (answer) {
      case Answer.Refused<T>(var why) ->
          interests(
              call,
              422,
              head ->
                  head.refused(call.form(), List.of(new Fault("lien", head.words().of(why))), ""));
      case Answer.Unknown<T>() ->
          interests(
              call,
              422,
              head ->
                  head.refused(
                      call.form(),
                      List.of(new Fault("organisation", head.text("fault.organisation"))),
                      ""));
      default -> door.given(call, answer, done -> door.goTo(call, here, "declare"));
    };
  }

  private Future<Void> officers(Call call, int status, UnaryOperator<Head> also, String link) {
    return parts
        .officers()
        .officers(call.who())
        .compose(people ->
            door.given(
                call,
                people,
                all ->
                    parts
                        .officers()
                        .invitations(call.who())
                        .compose(open ->
                            door.given(
                                call,
                                open,
                                waiting ->
                                    door.head(call, accounts(all))
                                        .compose(head -> {
                                          PeoplePage.Officers view =
                                              PeoplePage.officers(
                                                  also.apply(head), all, waiting, link);
                                          return door.send(
                                              call,
                                              page(head, OfficerSpots.OFFICERS, "officers", view)
                                                  .status(status));
                                        })))));
  }

  private static Set<UUID> accounts(List<Officer> all) {
    return all.stream().map(Officer::account).collect(Collectors.toSet());
  }

  private Future<Void> manage(Call call) {
    String here = OfficerSpots.OFFICERS.address(call.visit().words());
    return switch (call.act()) {
      case "inviter" -> invite(call);
      case "retirer" ->
          parts
              .officers()
              .withdraw(call.who(), id(call, "invitation"))
              .compose(answer -> door.given(call, answer, done -> door.goTo(call, here, "retire")));
      case "finir" ->
          parts
              .officers()
              .end(call.who(), id(call, "compte"))
              .compose(
                  answer -> door.given(call, answer, done -> door.goTo(call, here, "agent-fini")));
      default -> door.absent(call);
    };
  }

  private Future<Void> invite(Call call) {
    Optional<Officer.Role> role =
        Arrays.stream(Officer.Role.values())
            .filter(one -> one.name().equals(call.form().get("role")))
            .findFirst();
    boolean citizen = call.form().get("citoyen").equals("oui");
    boolean misplaced = citizen && role.filter(one -> one == Officer.Role.COMMITTEE).isEmpty();
    if (role.isEmpty() || misplaced) {
      String key = misplaced && role.isPresent() ? "fault.citizen" : "fault.role";
      return officers(
          call,
          422,
          head -> head.refused(call.form(), List.of(new Fault("role", head.text(key))), ""),
          "");
    }
    return parts
        .officers()
        .invite(call.who(), role.get(), citizen)
        .compose(answer ->
            door.given(
                call,
                answer,
                // shown in this answer and never again, so no way leads back to it
                made -> officers(call, 200, head -> head, link(call, made))));
  }

  private String link(Call call, Invitation.Made made) {
    String path = VendorSpots.INVITATION.address(call.visit().words(), made.secret().value());
    return parts.publicUrl().resolve(path).toString();
  }

  private static UUID id(Call call, String field) {
    return DossierDoorLane.uuid(call.form().get(field)).orElse(NONE);
  }
}
