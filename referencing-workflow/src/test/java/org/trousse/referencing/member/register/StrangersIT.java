package org.trousse.referencing.member.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.referencing.member.register.Register.given;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trousse.referencing.member.MembershipRules;
import org.trousse.referencing.member.PeopleGround;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.StoreCalls;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.Answer.Unknown;
import org.trousse.referencing.member.secret.ApiKey;

/// Two organisations, and every call that could mix them up.
final class StrangersIT {
  private static Register all;
  private static PeopleGround ground;
  private static MemberStore members;
  private static InvitationStore invitations;
  private static ApiKeyStore keys;
  private static PeopleEventStore events;
  private static MemberLane lane;

  @BeforeAll
  static void open() {
    all = new Register();
    ground = all.ground;
    members = all.members;
    invitations = all.invitations;
    keys = all.keys;
    events = all.events;
    lane = all.lane;
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

  /// One vendor's rows asked for in another's name.
  private static Map<String, Supplier<Object>> asStranger(Vendor own, Vendor stranger) {
    UUID theirs = stranger.organisation();
    UUID account = own.by().id();
    UUID key = key(own, Role.READER).key().id();
    UUID open = given(lane.invite(own, own.organisation(), Role.READER)).invitation().id();
    Map<String, Supplier<Object>> calls = new LinkedHashMap<>();
    calls.put("MemberStore.organisation", () -> members.organisation(theirs).await());
    calls.put("MemberStore.memberships", () -> members.memberships(stranger.by().id()).await());
    calls.put("MemberStore.members", () -> members.members(theirs).await());
    calls.put(
        "MemberStore.change",
        () ->
            members
                .change(theirs, new MembershipRules.Change(account, Role.READER), account)
                .await());
    calls.put("InvitationStore.open", () -> invitations.open(theirs).await());
    calls.put(
        "InvitationStore.withdraw", () -> invitations.withdraw(theirs, open, account).await());
    calls.put("ApiKeyStore.of", () -> keys.of(theirs).await());
    calls.put("ApiKeyStore.end", () -> keys.end(theirs, key, account).await());
    calls.put("PeopleEventStore.of", () -> events.of(theirs).await());
    return calls;
  }

  /// What begins something new, is found by a secret alone, or belongs to officers, as the list of
  /// organisations' legal names does.
  private static final Set<String> NOT_A_VENDORS_ROW =
      Set.of(
          "MemberStore.found",
          "MemberStore.names",
          "InvitationStore.make",
          "InvitationStore.accept",
          "ApiKeyStore.make",
          "ApiKeyStore.find");

  @Test
  void no_call_reaches_another_organisations_rows() {
    Vendor own = owner(ground.organisation());
    Vendor stranger = owner(ground.organisation());
    Map<String, Supplier<Object>> calls = asStranger(own, stranger);
    String before = rows(own.organisation());
    Set<String> named = new HashSet<>(NOT_A_VENDORS_ROW);
    named.addAll(calls.keySet());

    calls.forEach((call, run) ->
        assertThat(String.valueOf(run.get()))
            .as(call)
            .doesNotContain(own.organisation().toString())
            .doesNotContain(own.by().id().toString()));

    assertThat(rows(own.organisation())).isEqualTo(before);
    assertThat(named)
        .as("a new call of a store needs its row here")
        .containsAll(StoreCalls.of(MemberStore.class))
        .containsAll(StoreCalls.of(InvitationStore.class))
        .containsAll(StoreCalls.of(ApiKeyStore.class))
        .containsAll(StoreCalls.of(PeopleEventStore.class));
  }

  @Test
  void no_wish_of_another_organisations_owner_is_heard() {
    Vendor own = owner(ground.organisation());
    Vendor stranger = owner(ground.organisation());
    UUID home = own.organisation();
    UUID key = key(own, Role.READER).key().id();
    UUID open = given(lane.invite(own, home, Role.READER)).invitation().id();
    String before = rows(home);

    List<Answer<?>> answers =
        List.of(
            lane.organisation(stranger, home).await(),
            lane.change(stranger, home, new MemberLane.Facts("x", "1", "FR")).await(),
            lane.members(stranger, home).await(),
            lane.change(stranger, home, own.by().id(), null).await(),
            lane.invite(stranger, home, Role.OWNER).await(),
            lane.invitations(stranger, home).await(),
            lane.withdraw(stranger, home, open).await(),
            lane.makeKey(stranger, home, "x", Role.OWNER).await(),
            lane.keys(stranger, home).await(),
            lane.endKey(stranger, home, key).await());

    assertThat(answers).hasOnlyElementsOfType(Unknown.class);
    assertThat(rows(home)).isEqualTo(before);
  }

  private static String rows(UUID organisation) {
    StringBuilder lines = new StringBuilder();
    for (String table : List.of("member", "invitation", "api_key", "people_event")) {
      lines.append(
          ground
              .postgres()
              .ask(
                  "select string_agg(t::text, E'\\n' order by t::text) from referencing."
                      + table
                      + " t where organisation = '"
                      + organisation
                      + "'"));
    }
    return lines.toString();
  }
}
