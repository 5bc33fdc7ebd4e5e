package org.trousse.catalogue.listing;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// A listing and its decisions as they stand in our own rows. What the public reads is written
/// apart.
public final class ListingJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ListingJson() {}

  /// Without its history, which has rows of its own.
  public static String write(Listing listing) {
    return MAPPER.writeValueAsString(listing.with(List.of()));
  }

  public static Listing read(String json) {
    return MAPPER.readValue(json, Listing.class);
  }

  public static String write(Text text) {
    return MAPPER.writeValueAsString(text);
  }

  public static Text text(String json) {
    return MAPPER.readValue(json, Text.class);
  }
}
