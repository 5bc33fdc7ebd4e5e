package org.trousse.catalogue.listing;

/// A listing where people find it.
///
/// @param slug the last part of its page's address, for as long as the app lives
public record Shown(String slug, Listing listing) {
  public String name() {
    return listing.facts().name();
  }
}
