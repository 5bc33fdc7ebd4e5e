package org.trousse.consent.journal;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import org.trousse.consent.ConsentModule.Needs;
import org.trousse.consent.applications.ApplicationsLane;
import org.trousse.consent.applications.ApplicationsLane.ChecksGrants;
import org.trousse.consent.applications.ApplicationsRoutes;
import org.trousse.consent.applications.ApplicationsRoutes.AnswersAgain;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.message.MessageLane;
import org.trousse.consent.message.MessageStore;
import org.trousse.consent.objection.ObjectionRoutes;
import org.trousse.consent.page.PageRoutes;
import org.trousse.consent.page.PagesModule;
import org.trousse.consent.reminder.LastUseStore;
import org.trousse.consent.reminder.ReminderLane;
import org.trousse.consent.reminder.ReminderLane.FindsApps;
import org.trousse.consent.reminder.ReminderStore;

/// A patient's dashboard, wired: their apps, their log, and what reminds them.
public final class DashboardModule {
  private final Ground ground;
  private final LastUseStore uses;
  private final ReminderStore reminders;
  private final ReminderLane lane;
  private final MessageLane messages;

  /// What it stands on.
  ///
  /// @param doors what this process's doors hold of a grant
  /// @param answers keeps an answer to what a newer version of an app asks for
  public record Ground(
      Vertx vertx,
      Pool pool,
      GrantStore grants,
      FindsApps apps,
      ChecksGrants doors,
      AnswersAgain answers,
      Needs needs,
      Clock clock) {}

  public DashboardModule(Ground ground) {
    this.ground = ground;
    this.uses = new LastUseStore(ground.pool(), ground.clock());
    this.reminders = new ReminderStore(ground.pool(), ground.clock());
    this.lane =
        new ReminderLane(
            ground.vertx(),
            new ReminderLane.Stores(ground.grants(), reminders, uses),
            ground.apps(),
            ground.needs(),
            ground.clock());
    this.messages =
        new MessageLane(
            ground.vertx(), new MessageStore(ground.pool(), ground.clock()), ground.apps());
  }

  /// Begins to end what is due, to write reminders and to tell users; once in a process.
  public void open() {
    lane.open();
    messages.open();
  }

  public void close() {
    lane.close();
    messages.close();
  }

  /// Adds the pages to the router of the calling event loop.
  public void mount(Router router, PagesModule people) {
    PageRoutes pages = people.pages();
    ApplicationsLane apps =
        new ApplicationsLane(
            pages,
            new ApplicationsLane.Sources(
                ground.grants(), ground.apps(), uses, ground.doors(), messages),
            ground.needs(),
            ground.clock());
    new ApplicationsRoutes(pages, apps, ground.grants(), people.authorise(), ground.answers())
        .mount(router);
    new ObjectionRoutes(pages, apps, ground.needs().record(), ground.clock()).mount(router);
    new JournalRoutes(pages, apps, ground.grants(), ground.needs().log(), ground.clock())
        .mount(router);
  }

  /// What the users of an app are told.
  public MessageLane messages() {
    return messages;
  }

  /// What a mailer takes from.
  public ReminderStore reminders() {
    return reminders;
  }
}
