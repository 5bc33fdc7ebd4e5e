package org.trousse.platform.demo.office;

import java.util.Set;
import java.util.UUID;
import org.trousse.platform.demo.vendor.DemoVendor;
import org.trousse.referencing.dossier.Actor;
import org.trousse.referencing.member.Officer;
import org.trousse.referencing.member.Role;
import org.trousse.referencing.member.Who;

/// Who works on the demo's dossiers.
///
/// @param vendor the account that owns the organisation
/// @param lead the account of the officer who leads
/// @param seat the account of the officer who sits on the committee
/// @param apiKey opens the API to the vendor's scripts, until the next start
public record DemoOffice(UUID organisation, UUID vendor, UUID lead, UUID seat, String apiKey) {
  public static final String LEGAL_NAME = DemoVendor.GOOD.legalName();

  /// Synthetic; its check digit holds.
  public static final String REGISTRATION = "123456782";

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
