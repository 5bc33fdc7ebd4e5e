package org.trousse.referencing.member;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.text.Text;

/// How an organisation's members change: it always has an owner.
public final class MembershipRules {
  public static final int MEMBERS_MAX = 100;

  /// A change that is wished.
  ///
  /// @param role null: the membership ends
  public record Change(UUID account, @Nullable Role role) {}

  /// What becomes of it.
  public sealed interface Outcome {
    /// The member as they will be; empty: not a member any more.
    record Changed(Optional<Role> role) implements Outcome {}

    /// It stays as it is, and here is why.
    record Refused(Text why) implements Outcome {}

    /// There is no such member.
    record Unknown() implements Outcome {}
  }

  private static final Text LAST_OWNER =
      new Text(
          "Une organisation garde au moins une personne responsable : donnez d’abord ce rôle à"
              + " quelqu’un d’autre.",
          "An organisation keeps at least one owner: give somebody else this role first.");

  private MembershipRules() {}

  /// What becomes of a change.
  ///
  /// @param members the organisation's members now
  public static Outcome decide(List<Member> members, Change change) {
    Optional<Member> found =
        members.stream().filter(member -> member.account().equals(change.account())).findFirst();
    if (found.isEmpty()) {
      return new Outcome.Unknown();
    }
    boolean anotherOwner =
        members.stream()
            .anyMatch(member ->
                member.role() == Role.OWNER && !member.account().equals(change.account()));
    return change.role() == Role.OWNER || anotherOwner || found.get().role() != Role.OWNER
        ? new Outcome.Changed(Optional.ofNullable(change.role()))
        : new Outcome.Refused(LAST_OWNER);
  }
}
