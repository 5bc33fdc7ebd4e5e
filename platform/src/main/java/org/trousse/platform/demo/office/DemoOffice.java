package org.trousse.platform.demo.office;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.trousse.platform.demo.vendor.DemoVendor;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.dossier.Actor.OfficerRole;
import org.trousse.referencing.dossier.quorum.Bench;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.Who;

/// Who works on the demo's dossiers.
///
/// @param vendor the account that owns the organisation
/// @param lead the account of the officer who leads
/// @param seat the account of the officer who sits on the committee
/// @param members who else sits on the committee
/// @param apiKey opens the API to the vendor's scripts, until the next start
public record DemoOffice(
    UUID organisation, UUID vendor, UUID lead, UUID seat, List<Member> members, String apiKey) {
  public static final String LEGAL_NAME = DemoVendor.GOOD.legalName();

  /// Synthetic; its check digit holds.
  public static final String REGISTRATION = "123456782";

  /// Somebody of the committee whom nobody plays.
  public record Member(UUID account, String name, boolean citizen) {
    /// No name.
    @Override
    public String toString() {
      return "Member(" + account + ")";
    }
  }

  public DemoOffice {
    members = List.copyOf(members);
  }

  /// Everybody who may sit, and sat each time in the demo's past.
  public Bench bench() {
    return new Bench(
        Stream.concat(
                Stream.of(sitting(lead, OfficerRole.LEAD, false)),
                Stream.concat(
                    Stream.of(sitting(seat, OfficerRole.COMMITTEE, false)),
                    members.stream()
                        .map(one -> sitting(one.account(), OfficerRole.COMMITTEE, one.citizen()))))
            .toList());
  }

  private static Bench.Seat sitting(UUID account, OfficerRole role, boolean citizen) {
    return new Bench.Seat(account, role, citizen, false, List.of());
  }

  public Actor.Vendor owner() {
    return new Actor.Vendor(vendor, organisation, Actor.VendorRole.OWNER);
  }

  public Actor.Officer leading() {
    return new Actor.Officer(lead, Actor.OfficerRole.LEAD, Set.of());
  }

  public Actor.Officer seated() {
    return new Actor.Officer(seat, Actor.OfficerRole.COMMITTEE, Set.of());
  }

  public Who.Vendor member() {
    return new Who.Vendor(organisation, new Who.By.OfMember(vendor), Role.OWNER);
  }

  public Who.OfficerWho officer() {
    return new Who.OfficerWho(lead, Officer.Role.LEAD, false, Set.of());
  }

  /// Never the key.
  @Override
  public String toString() {
    return "DemoOffice(" + organisation + ")";
  }
}
