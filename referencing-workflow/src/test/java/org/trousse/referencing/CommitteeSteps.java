package org.trousse.referencing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.trousse.referencing.DeskGround.Caller;
import org.trousse.referencing.DeskGround.Reply;
import org.trousse.referencing.member.Officer;

/// A synthetic committee and what it does through the API.
///
/// @param citizen proposes its opinions
/// @param absent never sits
/// @param recused has an interest in the vendor
record CommitteeSteps(
    DeskGround ground,
    UUID lead,
    UUID citizen,
    UUID secondCitizen,
    UUID expert,
    UUID absent,
    UUID recused) {
  static CommitteeSteps of(DeskGround ground, UUID lead, UUID citizen) {
    return new CommitteeSteps(
        ground,
        lead,
        citizen,
        seated(ground, true),
        seated(ground, false),
        seated(ground, false),
        seated(ground, true));
  }

  private static UUID seated(DeskGround ground, boolean citizen) {
    UUID account = UUID.randomUUID();
    ground.house.makeOfficer(account, Officer.Role.COMMITTEE, citizen).await();
    return account;
  }

  /// From now on the recused one is.
  void recuse(UUID organisation) {
    var who = ground.house.lanes().officerStore().find(recused).await().orElseThrow();
    ground.house.officers().declare(who, organisation, "shares").await();
  }

  /// The opinion of a committee that sits as it must.
  Reply opine(String dossier) {
    return opine(dossier, lead, citizen, secondCitizen, expert);
  }

  private Reply opine(String dossier, UUID... present) {
    return propose(dossier, Stream.of(present).map(UUID::toString).toList());
  }

  private Reply propose(String dossier, List<String> present) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("move", "OPINE_FAVOURABLE");
    body.put("code", "CONFORM");
    body.put("criteria", List.of("GOV-01"));
    body.put("snapshot", view(dossier).word("snapshot"));
    body.put("present", present);
    return ground.post(Caller.person(citizen), "/dossiers/" + dossier + "/moves", body);
  }

  private Reply view(String dossier) {
    return ground.get(Caller.person(lead), "/dossiers/" + dossier);
  }

  /// Officers see who may sit, and nobody gives an opinion without a quorum.
  void refusesWithoutQuorum(String dossier) {
    List<String> bench = new ArrayList<>();
    for (var seat : view(dossier).json().path("committee")) {
      bench.add(
          seat.path("account").asString("")
              + seat.path("citizen").asBoolean()
              + seat.path("recused").asBoolean());
    }
    assertThat(bench).contains(recused + "truetrue", citizen + "truefalse", lead + "falsefalse");

    Reply nobody = opine(dossier, new UUID[0]);
    assertThat(nobody.status()).isEqualTo(409);
    assertThat(nobody.problem()).isEqualTo("quorum");
    assertThat(nobody.word("detail")).contains("name yourself among those present");
    assertThat(missing(nobody)).containsExactly("PROPOSER", "PRESENT", "CITIZENS");
    Reply interested = opine(dossier, lead, citizen, recused, expert);
    assertThat(missing(interested)).containsExactly("RECUSED", "PRESENT", "CITIZENS");
    assertThat(interested.json().path("missing").path(0).path("accounts").path(0).asString(""))
        .isEqualTo(recused.toString());
    assertThat(interested.json().path("quorum").toString())
        .isEqualTo("{\"present\":4,\"citizens\":2}");
    assertThat(propose(dossier, List.of("everybody")).problem()).isEqualTo("not-readable");
  }

  /// What a quorum lacks.
  static List<String> missing(Reply reply) {
    List<String> all = new ArrayList<>();
    reply.json().path("missing").forEach(one -> all.add(one.path("what").asString("")));
    return all;
  }
}
