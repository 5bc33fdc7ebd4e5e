package org.trousse.consent.page;

import java.time.Duration;
import java.time.Instant;
import org.trousse.consent.signin.SessionStore;

/// Warns that a session ends (WCAG 2.2, success criterion 2.2.1), without a script: the stylesheet
/// shows one line when a page has been open for 50 minutes, ten before the session of who does
/// nothing ends; its link opens beside the page, so that a half-filled form stays. The other line
/// is there when the session's longest time is less than an hour away, which no link prolongs.
///
/// @param end when the session ends whatever happens; empty: not soon
public record SessionEnd(Words words, String end) {
  /// When `endsAt` is so near that it may come before the page is loaded again.
  static SessionEnd of(Words words, Instant endsAt, Instant now) {
    boolean soon = Duration.between(now, endsAt).compareTo(SessionStore.IDLE_MAX) <= 0;
    return new SessionEnd(words, soon ? words.moment(endsAt) : "");
  }

  /// For a page that does not know when the session ends.
  static SessionEnd idle(Words words) {
    return new SessionEnd(words, "");
  }

  /// Where a visit keeps the session.
  public String stay() {
    return Spot.SESSIONS.address(words, SessionRoutes.STAY, "oui");
  }

  String html() {
    return PageRoutes.render("sessionEnd.jte", this);
  }
}
