package org.trousse.referencing.member.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.referencing.member.register.Register.given;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.dossier.Actor.OfficerRole;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.member.Interest;
import org.trousse.referencing.member.Member;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.Organisation;
import org.trousse.referencing.member.PeopleGround;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.Standing;
import org.trousse.referencing.member.Who;
import org.trousse.referencing.member.Who.OfficerWho;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.Answer.NotAllowed;
import org.trousse.referencing.member.register.Answer.Refused;
import org.trousse.referencing.member.register.Answer.Unknown;
import org.trousse.referencing.member.register.WhoLane.Visitor;
import org.trousse.referencing.member.secret.ApiKey;
import org.trousse.referencing.member.secret.Invitation;
import org.trousse.referencing.member.secret.Invitation.Seat;
import org.trousse.referencing.member.secret.Secret;

final class MemberStoreIT {
  private static Register all;
  private static PeopleGround ground;
  private static MemberStore members;
  private static OfficerStore officers;
  private static InvitationStore invitations;
  private static ApiKeyStore keys;
  private static PeopleEventStore events;
  private static MemberLane lane;
  private static WhoLane people;

  @BeforeAll
  static void open() {
    all = new Register();
    ground = all.ground;
    members = all.members;
    officers = all.officers;
    invitations = all.invitations;
    keys = all.keys;
    events = all.events;
    lane = all.lane;
    people = all.people;
  }

  @AfterAll
  static void close() {
    all.close();
  }

  private static Vendor owner(UUID organisation) {
    return all.owner(organisation);
  }

  private static ApiKey.Made key(Vendor owner, Role role) {
    return all.key(owner, role);
  }

  @Test
  void who_founds_an_organisation_owns_it() {
    UUID account = UUID.randomUUID();

    Organisation founded =
        given(lane.found(account, new MemberLane.Facts(" Example ", "000000000", "FR")));

    assertThat(founded.legalName()).isEqualTo("Example");
    assertThat(members.organisation(founded.id()).await()).contains(founded);
    assertThat(members.memberships(account).await())
        .containsExactly(new Member(founded.id(), account, Role.OWNER, ground.clock().instant()));
    assertThat(lane.found(account, new MemberLane.Facts("", "1", "FR")).await())
        .isInstanceOf(Refused.class);
    assertThat(lane.found(account, new MemberLane.Facts("Example", "1", "fr")).await())
        .isInstanceOf(Refused.class);
  }

  @Test
  void an_invitation_lets_one_account_in_once() {
    Vendor owner = owner(ground.organisation());
    UUID first = UUID.randomUUID();
    Invitation.Made made = given(lane.invite(owner, owner.organisation(), Role.EDITOR));

    assertThat(given(lane.accept(first, made.secret())))
        .isEqualTo(new Seat.OfMember(owner.organisation(), Role.EDITOR));

    assertThat(lane.accept(UUID.randomUUID(), made.secret()).await()).isInstanceOf(Refused.class);
    assertThat(members.members(owner.organisation()).await()).hasSize(2);
    assertThat(given(lane.invitations(owner, owner.organisation()))).isEmpty();
    assertThat(
            ground
                .postgres()
                .ask(
                    "select count(*) from referencing.invitation where encode(hash, 'escape') like"
                        + " '%"
                        + made.secret().value()
                        + "%'"))
        .isEqualTo("0");
  }

  @Test
  void of_two_who_bring_one_invitation_at_once_one_is_seated() {
    Vendor owner = owner(ground.organisation());
    Secret secret = given(lane.invite(owner, owner.organisation(), Role.READER)).secret();

    Future<Answer<Seat>> one = lane.accept(UUID.randomUUID(), secret);
    Future<Answer<Seat>> two = lane.accept(UUID.randomUUID(), secret);

    assertThat(List.of(one.await(), two.await()))
        .hasAtLeastOneElementOfType(Given.class)
        .hasAtLeastOneElementOfType(Refused.class);
    assertThat(members.members(owner.organisation()).await()).hasSize(2);
  }

  @Test
  void a_withdrawn_invitation_lets_nobody_in_and_twenty_wait_at_most() {
    Vendor owner = owner(ground.organisation());
    UUID home = owner.organisation();
    Invitation.Made made = given(lane.invite(owner, home, Role.READER));
    for (int i = 1; i < Invitation.OPEN_MAX; i++) {
      given(lane.invite(owner, home, Role.READER));
    }

    Answer<Invitation.Made> oneMore = lane.invite(owner, home, Role.READER).await();
    given(lane.withdraw(owner, home, made.invitation().id()));

    assertThat(oneMore).isInstanceOf(Refused.class);
    assertThat(lane.accept(UUID.randomUUID(), made.secret()).await()).isInstanceOf(Refused.class);
    assertThat(lane.withdraw(owner, home, made.invitation().id()).await())
        .isInstanceOf(Unknown.class);
    assertThat(lane.invite(owner, home, Role.READER).await()).isInstanceOf(Given.class);
  }

  @Test
  void of_two_last_owners_who_leave_at_once_one_stays() {
    UUID home = ground.organisation();
    Vendor one = owner(home);
    Vendor two = owner(home);

    Future<Answer<Optional<Role>>> first = lane.leave(one);
    Future<Answer<Optional<Role>>> second = lane.leave(two);

    assertThat(List.of(first.await(), second.await()))
        .hasAtLeastOneElementOfType(Given.class)
        .hasAtLeastOneElementOfType(Refused.class);
    assertThat(members.members(home).await()).hasSize(1);
  }

  @Test
  void a_key_signs_in_until_it_ends_and_shows_when_it_was_used() {
    Vendor owner = owner(ground.organisation());
    ApiKey.Made made = key(owner, Role.EDITOR);
    String header = "bearer " + made.secret().value();

    Visitor visitor = people.ofAuthorization(header).await().orElseThrow();

    Who who = visitor.standing().towards(owner.organisation()).orElseThrow();
    assertThat(who)
        .isEqualTo(
            new Vendor(owner.organisation(), new Who.By.OfKey(made.key().id()), Role.EDITOR));
    assertThat(given(lane.keys(owner, owner.organisation())))
        .singleElement()
        .satisfies(key -> assertThat(key.lastUsedAt()).isEqualTo(ground.clock().instant()))
        .satisfies(key -> assertThat(made.secret().value()).startsWith(key.prefix()));
    given(lane.endKey(owner, owner.organisation(), made.key().id()));
    assertThat(people.ofAuthorization(header).await()).isEmpty();
    assertThat(people.ofAuthorization("Basic abc").await()).isEmpty();
    assertThat(people.ofAuthorization("Bearer trousse_00000000_" + "A".repeat(43)).await())
        .isEmpty();
  }

  @Test
  void an_organisation_has_twenty_living_keys_at_most() {
    Vendor owner = owner(ground.organisation());
    ApiKey.Made first = key(owner, Role.READER);
    for (int i = 1; i < ApiKey.KEYS_MAX; i++) {
      key(owner, Role.READER);
    }

    Answer<ApiKey.Made> oneMore =
        lane.makeKey(owner, owner.organisation(), "one more", Role.READER).await();

    assertThat(oneMore).isInstanceOf(Refused.class);
    given(lane.endKey(owner, owner.organisation(), first.key().id()));
    assertThat(lane.makeKey(owner, owner.organisation(), "again", Role.READER).await())
        .isInstanceOf(Given.class);
  }

  @Test
  void a_persons_keys_end_with_their_right_to_what_the_keys_can_do() {
    UUID home = ground.organisation();
    Vendor stays = owner(home);
    Vendor falls = owner(home);
    Secret strong = key(falls, Role.OWNER).secret();
    Secret weak = key(falls, Role.READER).secret();

    given(lane.change(stays, home, falls.by().id(), Role.EDITOR));

    assertThat(keys.find(strong).await()).isEmpty();
    assertThat(keys.find(weak).await()).isPresent();
    given(lane.change(stays, home, falls.by().id(), null));
    assertThat(keys.find(weak).await()).isEmpty();
  }

  @Test
  void what_was_taken_away_is_gone_at_the_next_request() {
    UUID home = ground.organisation();
    Vendor stays = owner(home);
    UUID account = ground.member(home, Role.EDITOR);
    String cookie = account.toString();
    Standing before = people.ofCookie(cookie).await().orElseThrow().standing();

    given(lane.change(stays, home, account, null));

    assertThat(before.towards(home)).isPresent();
    assertThat(people.ofCookie(cookie).await().orElseThrow().standing().towards(home)).isEmpty();
    assertThat(people.ofCookie("nobody's").await()).isEmpty();
  }

  @Test
  void an_officer_keeps_away_from_declared_interests_and_from_where_they_were_a_member() {
    UUID account = UUID.randomUUID();
    UUID declared = ground.organisation();
    UUID former = ground.organisation();
    Vendor owner = owner(former);
    officers.appoint(account, Officer.Role.REVIEWER, false, OfficerStore.OPERATOR).await();
    OfficerLane desk = new OfficerLane(officers, invitations, ground.clock());
    OfficerWho officer = officers.find(account).await().orElseThrow();
    given(lane.accept(account, given(lane.invite(owner, former, Role.READER)).secret()));
    given(lane.change(owner, former, account, null));

    Interest interest = given(desk.declare(officer, declared, "a synthetic interest"));

    assertThat(officers.find(account).await().orElseThrow().interests())
        .containsExactlyInAnyOrder(declared, former);
    assertThat(desk.declare(officer, UUID.randomUUID(), "nobody's").await())
        .isInstanceOf(Unknown.class);
    given(desk.endInterest(officer, interest.id()));
    assertThat(officers.find(account).await().orElseThrow().interests()).containsExactly(former);
    assertThat(desk.interests(officer).await())
        .singleElement()
        .satisfies(kept -> assertThat(kept.endedAt()).isNotNull());
  }

  @Test
  void knows_who_may_sit_for_a_vendor_and_who_is_recused_and_why() {
    UUID vendor = ground.organisation();
    Vendor owner = owner(vendor);
    UUID citizen = appointed(Officer.Role.COMMITTEE, true);
    UUID lead = appointed(Officer.Role.LEAD, false);
    UUID shares = appointed(Officer.Role.COMMITTEE, false);
    UUID former = appointed(Officer.Role.COMMITTEE, true);
    UUID reviewer = appointed(Officer.Role.REVIEWER, false);
    UUID gone = appointed(Officer.Role.COMMITTEE, true);
    OfficerLane desk = new OfficerLane(officers, invitations, ground.clock());
    given(desk.declare(officers.find(shares).await().orElseThrow(), vendor, "shares"));
    OfficerWho sold = officers.find(citizen).await().orElseThrow();
    given(desk.endInterest(sold, given(desk.declare(sold, vendor, "sold since")).id()));
    given(desk.declare(officers.find(lead).await().orElseThrow(), ground.organisation(), "else"));
    given(lane.accept(former, given(lane.invite(owner, vendor, Role.READER)).secret()));
    given(desk.end(officers.find(lead).await().orElseThrow(), gone));

    Bench bench = officers.bench(vendor).await();

    assertThat(bench.find(citizen))
        .contains(new Bench.Seat(citizen, OfficerRole.COMMITTEE, true, false, List.of()));
    assertThat(bench.find(lead))
        .contains(new Bench.Seat(lead, OfficerRole.LEAD, false, false, List.of()));
    assertThat(bench.find(shares))
        .contains(new Bench.Seat(shares, OfficerRole.COMMITTEE, false, true, List.of("shares")));
    assertThat(bench.find(former))
        .contains(new Bench.Seat(former, OfficerRole.COMMITTEE, true, true, List.of()));
    assertThat(bench.find(reviewer)).isEmpty();
    assertThat(bench.find(gone)).isEmpty();
  }

  private static UUID appointed(Officer.Role role, boolean citizen) {
    UUID account = UUID.randomUUID();
    officers.appoint(account, role, citizen, OfficerStore.OPERATOR).await();
    return account;
  }

  @Test
  void leads_let_officers_in_and_the_last_lead_stays() {
    UUID account = UUID.randomUUID();
    officers.appoint(account, Officer.Role.LEAD, false, OfficerStore.OPERATOR).await();
    OfficerLane desk = new OfficerLane(officers, invitations, ground.clock());
    OfficerWho lead = officers.find(account).await().orElseThrow();
    UUID citizen = UUID.randomUUID();

    given(lane.accept(citizen, given(desk.invite(lead, Officer.Role.COMMITTEE, true)).secret()));

    OfficerWho seated = officers.find(citizen).await().orElseThrow();
    assertThat(seated.citizen()).isTrue();
    assertThat(desk.invite(seated, Officer.Role.LEAD, false).await())
        .isInstanceOf(NotAllowed.class);
    assertThat(desk.end(lead, account).await()).isInstanceOf(Refused.class);
    given(desk.end(lead, citizen));
    assertThat(officers.find(citizen).await()).isEmpty();
  }

  @Test
  void what_people_did_is_written_and_never_rewritten() {
    Vendor owner = owner(ground.organisation());
    ApiKey.Made made = key(owner, Role.READER);
    given(lane.endKey(owner, owner.organisation(), made.key().id()));

    assertThat(events.of(owner.organisation()).await())
        .extracting(PeopleEventStore.Told::what)
        .containsExactlyInAnyOrder(PeopleEvent.KEY_ENDED, PeopleEvent.KEY_MADE);
    assertThat(
            ground
                .pool()
                .query("update referencing.people_event set what = 'x'")
                .execute()
                .transform(done -> Future.succeededFuture(done.failed()))
                .await())
        .isTrue();
  }
}
