package org.trousse.catalogue.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trousse.catalogue.listing.Direction;
import org.trousse.catalogue.listing.Facts;
import org.trousse.catalogue.listing.Facts.Device;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.listing.Want;

/// One question that a filter asks. Within a facet one answer is enough; between facets all must
/// hold.
public enum Facet {
  NEED,
  READS,
  ADDS,
  /// The maker of a device that works with the app.
  DEVICE,
  PRICE,
  LANGUAGE,
  ACCESSIBILITY,
  MEDICAL,
  PLATFORM,
  STANDING;

  /// The parameter of an address.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Facet> of(String word) {
    return Arrays.stream(values()).filter(facet -> facet.word().equals(word)).findFirst();
  }

  /// What an app answers to it.
  public Set<String> answers(Listing listing) {
    Facts facts = listing.facts();
    return switch (this) {
      case NEED -> facts.needs();
      case READS -> kinds(facts, Direction.READ);
      case ADDS -> kinds(facts, Direction.ADD);
      case DEVICE -> sorted(facts.devices().stream().map(Device::maker));
      case PRICE -> Set.of(word(facts.price().model()));
      case LANGUAGE -> Set.copyOf(facts.languages());
      case ACCESSIBILITY -> Set.of(word(facts.pages().accessibilityLevel()));
      case MEDICAL -> Set.of(facts.medicalDevice() == null ? "no" : "yes");
      case PLATFORM -> sorted(facts.platforms().stream().map(Facet::word));
      case STANDING -> Set.of(listing.standing().word());
    };
  }

  private static Set<String> kinds(Facts facts, Direction direction) {
    List<Want> wants = facts.wants();
    return sorted(wants.stream().filter(want -> want.direction() == direction).map(Want::kind));
  }

  private static Set<String> sorted(Stream<String> words) {
    return words.collect(Collectors.toCollection(TreeSet::new));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
