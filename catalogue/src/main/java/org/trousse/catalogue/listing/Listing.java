package org.trousse.catalogue.listing;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the referencing house publishes of one app.
///
/// @param dossier the last one that was approved
/// @param version grows with each publication of this app; an older one changes nothing
/// @param reference the platform's own number of the app
/// @param softwareId names the app across its versions (RFC 7591 §2)
/// @param specification the version that it was judged by
/// @param decidedOn the day of the standing
/// @param validUntil null when no date was set
/// @param conditions what the decision asks for; empty: nothing
/// @param history all public decisions, oldest first
public record Listing(
    UUID dossier,
    long version,
    String reference,
    String softwareId,
    Facts facts,
    String specification,
    List<Verdict> verdicts,
    Standing standing,
    LocalDate decidedOn,
    @Nullable LocalDate validUntil,
    List<Text> conditions,
    List<Decision> history) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public Listing {
    if (!ID.matcher(softwareId).matches()) {
      throw new IllegalArgumentException("a software id has 1 to 100 plain characters");
    }
    verdicts = List.copyOf(verdicts);
    conditions = List.copyOf(conditions);
    history = List.copyOf(history);
  }

  /// With other decisions; rows of the history stand in a table of their own.
  public Listing with(List<Decision> decisions) {
    return new Listing(
        dossier,
        version,
        reference,
        softwareId,
        facts,
        specification,
        verdicts,
        standing,
        decidedOn,
        validUntil,
        conditions,
        decisions);
  }

  /// The same app after its standing alone changed.
  public Listing standing(long newVersion, Standing other, LocalDate day, List<Text> terms) {
    return new Listing(
        dossier,
        newVersion,
        reference,
        softwareId,
        facts,
        specification,
        verdicts,
        other,
        day,
        validUntil,
        terms,
        history);
  }
}
