package org.trousse.referencing.page.vendor.organisation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.trousse.referencing.member.AccessRules;
import org.trousse.referencing.member.Action;
import org.trousse.referencing.member.Member;
import org.trousse.referencing.member.Organisation;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.MemberLane.Facts;
import org.trousse.referencing.member.secret.ApiKey;
import org.trousse.referencing.member.secret.Invitation;
import org.trousse.referencing.member.secret.Invitation.Seat;
import org.trousse.referencing.page.Fault;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.vendor.VendorSpots;

/// What the page of one organisation shows.
///
/// @param done what was just done, a key; empty: nothing
/// @param shown a secret that is shown this once
/// @param manages whether the person may change the organisation, its members and its keys
public record OrganisationView(
    Words words,
    String csrf,
    UUID id,
    Facts facts,
    String role,
    boolean manages,
    List<MemberLine> members,
    List<InvitationLine> invitations,
    List<KeyLine> keys,
    String done,
    Optional<Shown> shown,
    List<Fault> faults) {
  /// A secret in clear.
  ///
  /// @param kind `key` or `invitation`
  public record Shown(String kind, String value) {
    /// Never itself.
    @Override
    public String toString() {
      return "Shown(" + kind + ")";
    }
  }

  /// A member.
  public record MemberLine(UUID account, String name, Role role, String since, boolean self) {}

  /// An invitation that waits.
  public record InvitationLine(UUID id, String role, String until) {}

  /// An API key.
  public record KeyLine(UUID id, String name, String role, String facts, boolean ended) {}

  /// A choice of a select.
  public record Choice(String value, String label, boolean chosen) {}

  /// What was loaded.
  public record Loaded(
      Organisation organisation,
      List<Member> members,
      List<Invitation> invitations,
      List<ApiKey> keys,
      Map<UUID, String> names) {}

  public OrganisationView {
    members = List.copyOf(members);
    invitations = List.copyOf(invitations);
    keys = List.copyOf(keys);
    faults = List.copyOf(faults);
  }

  public static OrganisationView of(Words words, String csrf, Vendor who, Loaded loaded) {
    Organisation one = loaded.organisation();
    return new OrganisationView(
        words,
        csrf,
        one.id(),
        new Facts(one.legalName(), one.registration(), one.country()),
        words.text("role." + who.role()),
        manages(who),
        loaded.members().stream()
            .map(member -> member(words, who, member, loaded.names()))
            .toList(),
        loaded.invitations().stream().map(open -> invitation(words, open)).toList(),
        loaded.keys().stream().map(key -> key(words, key)).toList(),
        "",
        Optional.empty(),
        List.of());
  }

  public static boolean manages(Vendor who) {
    return AccessRules.allows(who, Action.MANAGE_MEMBERS, who.organisation());
  }

  private static MemberLine member(
      Words words, Vendor who, Member member, Map<UUID, String> names) {
    return new MemberLine(
        member.account(),
        named(words, names, member.account()),
        member.role(),
        words.day(member.since()),
        member.account().equals(who.by().id()));
  }

  /// The name, else the beginning of the account's id.
  public static String named(Words words, Map<UUID, String> names, UUID account) {
    String name = names.get(account);
    return name == null ? words.text("account", account.toString().substring(0, 8)) : name;
  }

  private static InvitationLine invitation(Words words, Invitation open) {
    Role role = open.seat() instanceof Seat.OfMember(_, var offered) ? offered : Role.READER;
    return new InvitationLine(open.id(), words.text("role." + role), words.day(open.expiresAt()));
  }

  private static KeyLine key(Words words, ApiKey key) {
    String used =
        key.lastUsedAt() == null
            ? words.text("key.unused")
            : words.text("key.used", words.moment(key.lastUsedAt()));
    String ended =
        key.endedAt() == null ? "" : " " + words.text("key.ended", words.day(key.endedAt()));
    return new KeyLine(
        key.id(),
        key.name(),
        words.text("role." + key.role()),
        words.text("key.made", key.prefix() + "…", words.day(key.createdAt())) + " " + used + ended,
        key.endedAt() != null);
  }

  public OrganisationView done(String key) {
    return new OrganisationView(
        words, csrf, id, facts, role, manages, members, invitations, keys, key, shown, faults);
  }

  public OrganisationView showing(Shown secret) {
    return new OrganisationView(
        words,
        csrf,
        id,
        facts,
        role,
        manages,
        members,
        invitations,
        keys,
        done,
        Optional.of(secret),
        faults);
  }

  public OrganisationView with(List<Fault> found, Facts written) {
    return new OrganisationView(
        words, csrf, id, written, role, manages, members, invitations, keys, done, shown, found);
  }

  /// The roles that one may give.
  public List<Choice> roles(Role chosen) {
    return Arrays.stream(Role.values())
        .map(one -> new Choice(one.name(), words.text("role." + one), one == chosen))
        .toList();
  }

  public List<Choice> memberRoles() {
    return roles(Role.EDITOR);
  }

  public Optional<String> fault(String field) {
    return Fault.at(faults, field);
  }

  public String action() {
    return VendorSpots.ORGANISATION.address(words, id);
  }

  public String requests() {
    return VendorSpots.REQUESTS.address(words, id);
  }

  public String dossiers() {
    return VendorSpots.DOSSIERS.address(words);
  }

  public String home() {
    return VendorSpots.HOME.address(words);
  }
}
