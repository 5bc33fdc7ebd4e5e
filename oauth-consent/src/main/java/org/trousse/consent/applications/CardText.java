package org.trousse.consent.applications;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.trousse.consent.applications.View.Card;
import org.trousse.consent.applications.View.Line;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.page.Words;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Direction;
import org.trousse.consent.permission.Permission;
import org.trousse.consent.reminder.LastUse;

/// Writes what the pages say of one app.
final class CardText {
  private static final Set<String> KNOWN_ENDS =
      Set.of("time", "patient", "app", "account", "narrowed to nothing");

  private final Known known;
  private final Grant grant;
  private final Words words;
  private final boolean child;

  private CardText(Known known, Grant grant, Words words, boolean child) {
    this.known = known;
    this.grant = grant;
    this.words = words;
    this.child = child;
  }

  static Card of(Known known, Grant grant, Words words, boolean child) {
    return new CardText(known, grant, words, child).card();
  }

  private Card card() {
    Standing standing = known.standing(grant);
    boolean frozen = grant.status() == GrantStatus.SUSPENDED;
    boolean resumable = standing == Standing.PAUSED || (standing == Standing.SUSPENDED && frozen);
    return new Card(
        grant.id(),
        grant.clientId(),
        known.name(grant.clientId()),
        known.app(grant).map(app -> app.entry().legalName()).orElse(""),
        words.text("applications.state." + standing.word()),
        dates(standing),
        why(standing),
        grant.permissions().stream().sorted().map(one -> line(one, standing)).toList(),
        standing != Standing.ENDED,
        standing.running(),
        resumable);
  }

  private String dates(Standing standing) {
    String since = words.day(grant.givenAt());
    return standing == Standing.ENDED
        ? words.text("applications.dates.ended", since, words.moment(Standing.end(grant)))
        : words.text("applications.dates", since, words.day(grant.endsAt()));
  }

  private String why(Standing standing) {
    if (standing == Standing.SUSPENDED) {
      boolean stolen = grant.status() == GrantStatus.SUSPENDED;
      return words.text("applications.why." + (stolen ? "stolen" : "catalogue"));
    }
    if (standing != Standing.ENDED) {
      return "";
    }
    if (grant.status() != GrantStatus.ENDED) {
      boolean over = !known.now().isBefore(grant.endsAt());
      return words.text("applications.why." + (over ? "time" : "removed"));
    }
    String reason = Optional.ofNullable(grant.endReason()).orElse("");
    return KNOWN_ENDS.contains(reason)
        ? words.text("applications.why." + reason.replace(' ', '-'))
        : "";
  }

  private Line line(Permission permission, Standing standing) {
    String label = words.permission(permission, child);
    if (standing == Standing.ENDED) {
      return new Line(permission.word(), label, "", false);
    }
    LastUse use = known.use(grant, permission);
    boolean unused = known.unused(grant, permission);
    return new Line(permission.word(), label, use(permission, use, unused), unused);
  }

  private String use(Permission permission, LastUse use, boolean unused) {
    boolean add = permission.direction() == Direction.ADD;
    int count = known.count(grant, permission);
    Instant last = use.used();
    if (last == null) {
      return words.text(unused ? "applications.use.never.90" : "applications.use.never");
    }
    String when = words.moment(last);
    if (unused) {
      return words.text("applications.use.90", when);
    }
    if (permission.kind() == DataKind.IDENTITY) {
      return words.text("applications.use.seen", when);
    }
    if (count == 0) {
      return words.text("applications.use.last", when);
    }
    String way = "applications.use." + (add ? "added" : "read") + (count == 1 ? ".one" : ".many");
    return words.text(way, words.number(count), when);
  }
}
