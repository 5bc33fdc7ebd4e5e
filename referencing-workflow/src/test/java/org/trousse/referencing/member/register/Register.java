package org.trousse.referencing.member.register;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import org.trousse.referencing.member.PeopleGround;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.member.register.WhoLane.Person;
import org.trousse.referencing.member.secret.ApiKey;

/// The register of people on a real database; cookies are accounts' ids.
final class Register implements AutoCloseable {
  final PeopleGround ground = new PeopleGround();
  final MemberStore members = new MemberStore(ground.pool(), ground.clock());
  final OfficerStore officers = new OfficerStore(ground.pool(), ground.clock());
  final InvitationStore invitations =
      new InvitationStore(ground.pool(), PeopleGround.hash(), ground.clock());
  final ApiKeyStore keys = new ApiKeyStore(ground.pool(), PeopleGround.hash(), ground.clock());
  final PeopleEventStore events = new PeopleEventStore(ground.pool());
  final MemberLane lane = new MemberLane(members, invitations, keys, ground.clock());
  final WhoLane people =
      new WhoLane(cookie -> Future.succeededFuture(person(cookie)), members, officers, keys);

  private static Optional<Person> person(String cookie) {
    return cookie.length() == 36
        ? Optional.of(new Person(UUID.fromString(cookie), "Example Person", "c"))
        : Optional.empty();
  }

  static <T> T given(Future<Answer<T>> answer) {
    return ((Given<T>) answer.await()).value();
  }

  Vendor owner(UUID organisation) {
    return PeopleGround.vendor(organisation, ground.member(organisation, Role.OWNER), Role.OWNER);
  }

  ApiKey.Made key(Vendor owner, Role role) {
    return given(lane.makeKey(owner, owner.organisation(), "a key", role));
  }

  @Override
  public void close() {
    ground.close();
  }
}
