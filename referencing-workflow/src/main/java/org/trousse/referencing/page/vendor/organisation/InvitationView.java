package org.trousse.referencing.page.vendor.organisation;

import org.trousse.referencing.member.register.WhoLane.Person;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.vendor.VendorSpots;

/// What the page shows that an invitation's link leads to.
///
/// @param fault why the seat cannot be taken; empty: it was not tried yet
public record InvitationView(Words words, Person person, String action, String fault) {
  public String home() {
    return VendorSpots.HOME.address(words);
  }
}
