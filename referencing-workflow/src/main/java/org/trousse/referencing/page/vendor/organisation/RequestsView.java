package org.trousse.referencing.page.vendor.organisation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.trousse.referencing.page.Words;
import org.trousse.referencing.page.vendor.VendorSpots;
import org.trousse.referencing.request.LoggedRequest;

/// What the page of an organisation's requests shows.
///
/// @param older where earlier ones are; empty: there are none
public record RequestsView(Words words, String up, List<Line> lines, Optional<String> older) {
  /// One request.
  ///
  /// @param problem the kind of problem that was told; empty: none
  public record Line(
      String at, String what, int status, String took, String by, String problem, boolean bad) {}

  public RequestsView {
    lines = List.copyOf(lines);
  }

  /// One page of the log, newest first.
  ///
  /// @param pageMax how many one page has at most
  public static RequestsView of(
      Words words, UUID organisation, List<LoggedRequest> requests, int pageMax) {
    String here = VendorSpots.REQUESTS.address(words, organisation);
    Optional<String> older =
        requests.size() < pageMax
            ? Optional.empty()
            : Optional.of(here + "?before=" + requests.getLast().at());
    return new RequestsView(
        words,
        VendorSpots.ORGANISATION.address(words, organisation),
        requests.stream().map(one -> line(words, one)).toList(),
        older);
  }

  private static Line line(Words words, LoggedRequest one) {
    String problem = one.problem();
    return new Line(
        words.moment(one.at()),
        one.method() + " " + one.path(),
        one.status(),
        words.text("requests.took", one.ms()),
        words.text(one.apiKey() == null ? "requests.by.person" : "requests.by.key"),
        problem == null ? "" : problem,
        one.status() >= 400);
  }
}
