package org.trousse.consent.applications;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.trousse.consent.applications.View.Notice;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStatus;
import org.trousse.consent.page.Spot;
import org.trousse.consent.page.Words;
import org.trousse.consent.reminder.Reminder;

/// What waits for the patient, for the top of every page of apps and of the log: the same things
/// that a mailer takes from the reminders.
public final class Notices {
  private final Known known;
  private final Words words;

  private Notices(Known known, Words words) {
    this.known = known;
    this.words = words;
  }

  public static List<Notice> of(Known known, Words words) {
    Notices notices = new Notices(known, words);
    return known.grants().stream().flatMap(grant -> notices.of(grant).stream()).toList();
  }

  private List<Notice> of(Grant grant) {
    List<Notice> notices = new ArrayList<>();
    Standing standing = known.standing(grant);
    if (standing == Standing.ENDED) {
      return notices;
    }
    String name = known.name(grant.clientId());
    if (grant.status() == GrantStatus.SUSPENDED) {
      notices.add(notice("stolen", grant, "", name));
    }
    if (ending(grant)) {
      notices.add(notice("ending", grant, "#prolonger", name, words.day(grant.endsAt())));
    }
    if (!known.more(grant).isEmpty()) {
      notices.add(notice("version", grant, "#version", name));
    }
    long unused = grant.permissions().stream().filter(one -> known.unused(grant, one)).count();
    if (unused > 0) {
      notices.add(notice("unused", grant, "#permissions", name));
    }
    return notices;
  }

  private boolean ending(Grant grant) {
    Instant soon = known.now().plus(Reminder.BEFORE_END);
    boolean brief = grant.duration() == Duration.ONCE || grant.duration() == Duration.DAY;
    return !brief && !grant.endsAt().isAfter(soon);
  }

  private Notice notice(String key, Grant grant, String anchor, Object... parts) {
    return new Notice(
        words.text("applications.notice." + key, parts),
        Spot.APPLICATIONS.address(words, "app", grant.id().toString()) + anchor,
        words.text("applications.notice." + key + ".link"));
  }
}
