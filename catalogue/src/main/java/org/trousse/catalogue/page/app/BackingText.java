package org.trousse.catalogue.page.app;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import org.trousse.catalogue.claim.Backing;
import org.trousse.catalogue.claim.Claim;
import org.trousse.catalogue.claim.ClaimRules;
import org.trousse.catalogue.listing.Listing;
import org.trousse.catalogue.page.Words;

/// Writes a statement together with what stands behind it.
final class BackingText {
  private final Words words;
  private final Listing listing;
  private final LocalDate today;

  BackingText(Words words, Listing listing, LocalDate today) {
    this.words = words;
    this.listing = listing;
    this.today = today;
  }

  /// A claim.
  Fact claim(Claim claim, List<String> lines) {
    Backing backing = ClaimRules.backing(listing, claim, today);
    String title = words.text("claim." + claim.word());
    return new Fact(title, lines, "", "", word(backing), because(backing));
  }

  /// A claim with a page where more is written.
  Fact claim(Claim claim, List<String> lines, URI link, String linkWords) {
    Fact fact = claim(claim, lines);
    return new Fact(
        fact.title(), lines, link.toString(), linkWords, fact.backing(), fact.because());
  }

  /// A statement of the platform's own, which needs nothing behind it.
  Fact own(String key, String... lines) {
    return new Fact(words.text(key), List.of(lines), "", "", "", "");
  }

  String word(Backing backing) {
    return words.text("backing." + backing.word().word());
  }

  String because(Backing backing) {
    LocalDate on = backing.on();
    return on == null
        ? ""
        : words.text("backing.because", words.list(backing.criteria()), words.figures(on));
  }
}
