package org.trousse.referencing.page.vendor;

import java.util.ArrayList;
import java.util.List;
import org.trousse.referencing.member.Organisation;
import org.trousse.referencing.member.Who.Vendor;
import org.trousse.referencing.member.register.MemberLane.Facts;
import org.trousse.referencing.page.Fault;
import org.trousse.referencing.page.Words;

/// What a vendor's first page shows.
///
/// @param values what was written into the form for a new organisation
public record HomeView(
    Words words, String csrf, List<Line> organisations, List<Fault> faults, Facts values) {
  private static final Facts NOTHING = new Facts("", "", "FR");

  /// One organisation of the person.
  public record Line(String name, String role, String address, String requests) {}

  public HomeView {
    organisations = List.copyOf(organisations);
    faults = List.copyOf(faults);
  }

  static HomeView of(Words words, String csrf, List<Line> organisations) {
    return new HomeView(words, csrf, organisations, List.of(), NOTHING);
  }

  static Line line(Words words, Organisation organisation, Vendor who) {
    return new Line(
        organisation.legalName(),
        words.text("role." + who.role()),
        VendorSpots.ORGANISATION.address(words, organisation.id()),
        VendorSpots.REQUESTS.address(words, organisation.id()));
  }

  HomeView with(List<Fault> found, Facts written) {
    return new HomeView(words, csrf, organisations, found, written);
  }

  /// What is missing in what an organisation says of itself.
  static List<Fault> faults(Words words, Facts facts) {
    List<Fault> faults = new ArrayList<>();
    if (facts.legalName().isBlank() || facts.legalName().strip().length() > 200) {
      faults.add(new Fault("name", words.text("facts.name.fault")));
    }
    if (facts.registration().isBlank() || facts.registration().strip().length() > 60) {
      faults.add(new Fault("registration", words.text("facts.registration.fault")));
    }
    if (!facts.country().matches("[A-Z]{2}")) {
      faults.add(new Fault("country", words.text("facts.country.fault")));
    }
    return faults;
  }

  public boolean none() {
    return organisations.isEmpty();
  }

  public String dossiers() {
    return VendorSpots.DOSSIERS.address(words);
  }

  public String action() {
    return VendorSpots.HOME.address(words);
  }
}
