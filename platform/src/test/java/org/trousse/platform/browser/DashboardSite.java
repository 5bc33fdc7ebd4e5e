package org.trousse.platform.browser;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.Happened;
import org.trousse.consent.ConsentModule.Needs;
import org.trousse.consent.ConsentModule.ReadsLog;
import org.trousse.consent.ConsentModule.Used;
import org.trousse.consent.app.App;
import org.trousse.consent.app.AppEntry;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.app.AppEntry.Want;
import org.trousse.consent.app.AppStatus;
import org.trousse.consent.app.SecurityProfile;
import org.trousse.consent.grant.Duration;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.NewGrant;
import org.trousse.consent.grant.RightsStore;
import org.trousse.consent.journal.DashboardModule;
import org.trousse.consent.message.AppMessage;
import org.trousse.consent.message.AppMessage.Kind;
import org.trousse.consent.message.MessageLane;
import org.trousse.consent.permission.DataKind;
import org.trousse.consent.permission.Permission;
import org.trousse.platform.page.Assets;
import org.trousse.platform.page.PageLayout;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// The adult of [ConsentSite] has allowed five invented apps, each of which stands otherwise.
final class DashboardSite implements AutoCloseable {
  private static final Permission READ_GLUCOSE = Permission.read(DataKind.GLUCOSE);
  private static final Permission ADD_GLUCOSE = Permission.add(DataKind.GLUCOSE);
  private static final Permission READ_WEIGHT = Permission.read(DataKind.BODY_WEIGHT);
  private static final Permission ADD_PRESSURE = Permission.add(DataKind.BLOOD_PRESSURE);

  final ConsentSite people = new ConsentSite();
  final Grant asksMore;
  final Grant paused;
  final Grant ended;

  private final Map<String, App> apps = new TreeMap<>();
  private final Instant now = Instant.now();

  DashboardSite() {
    DashboardModule dashboard =
        new DashboardModule(
            new DashboardModule.Ground(
                people.vertx,
                people.pool,
                people.grants,
                id -> Future.succeededFuture(Optional.ofNullable(apps.get(id))),
                new RightsStore(people.pool, people.feed, Clock.systemUTC())::grant,
                (app, approval) -> Future.succeededFuture(),
                needs(),
                Clock.systemUTC()));
    dashboard.mount(people.router, people.module);
    app("tension-demo", "Tension Démo", AppStatus.SUSPENDED, 1);
    app("poids-demo", "Mon poids Démo", AppStatus.ACTIVE, 1);
    app("glyco-demo", "Glyco Démo", AppStatus.ACTIVE, 2);
    app("pause-demo", "Carnet en pause Démo", AppStatus.ACTIVE, 1);
    app("ancienne-demo", "Ancienne appli Démo", AppStatus.ACTIVE, 1);
    give("tension-demo", Duration.MONTHS_12, 40, ADD_PRESSURE);
    suspended(dashboard.messages(), "tension-demo");
    Grant ending = give("poids-demo", Duration.DAYS_30, 21, READ_WEIGHT);
    people
        .pool
        .preparedQuery("update consent.grant set ends_at = now() + interval '9 days' where id = $1")
        .execute(Tuple.of(ending.id()))
        .await();
    asksMore = give("glyco-demo", Duration.MONTHS_12, 120, READ_GLUCOSE, ADD_GLUCOSE, READ_WEIGHT);
    paused = give("pause-demo", Duration.DAYS_90, 3, READ_GLUCOSE);
    people.grants.pause(paused.id(), paused.account()).await();
    ended = give("ancienne-demo", Duration.DAYS_90, 60, READ_GLUCOSE);
    people.grants.end(ended.id(), ended.account(), "patient").await();
  }

  /// Who has the app is told why it was suspended.
  private void suspended(MessageLane messages, String client) {
    people
        .pool
        .preparedQuery(
            """
            update consent.app set entry = jsonb_build_object('software_id', client_id)
            where client_id = $1\
            """)
        .execute(Tuple.of(client))
        .await();
    Text reason = new Text("Une faille est en cours d’examen.", "A flaw is being looked into.");
    messages.open();
    messages.tell(new AppMessage("demo/1", client, Kind.SUSPENDED, reason, now)).await();
    Awaitility.await().until(() -> reminded() == 1);
    messages.close();
  }

  private int reminded() {
    return people
        .pool
        .query("select 1 from consent.reminder where kind = 'app-suspended'")
        .execute()
        .await()
        .size();
  }

  String address(String path) {
    return people.address(path);
  }

  /// Another app, which may be stopped.
  Grant stoppable() {
    String client = "arret-demo-" + UUID.randomUUID();
    app(client, "À arrêter Démo", AppStatus.ACTIVE, 1);
    return give(client, Duration.MONTHS_12, 1, READ_GLUCOSE);
  }

  private void app(String client, String name, AppStatus status, int version) {
    List<Want> wants = new ArrayList<>();
    for (Permission permission : List.of(READ_GLUCOSE, ADD_GLUCOSE, READ_WEIGHT, ADD_PRESSURE)) {
      Text why = new Text("dessiner votre courbe.", "draw your curve.");
      wants.add(new Want(permission, false, why, why));
    }
    AppEntry entry =
        new AppEntry(
            client,
            name,
            "Éditions Exemple SAS",
            "DEMO-0002",
            new Text("tenir un carnet de mesures.", "keep a diary of readings."),
            List.of(),
            Set.of(),
            null,
            null,
            "RS256",
            false,
            wants,
            List.of(),
            URI.create("https://carnet.example/donnees"),
            null);
    apps.put(client, new App(client, SecurityProfile.SMART_PUBLIC, status, version, entry));
    people
        .pool
        .preparedQuery(
            """
            insert into consent.app (client_id, profile, status, version, entry, created_at,
              changed_at)
            values ($1, 'smart-public', $2, $3, '{}', now(), now())\
            """)
        .execute(Tuple.of(client, status.word(), version))
        .await();
  }

  private Grant give(String client, Duration duration, int daysAgo, Permission... permissions) {
    Grant grant =
        people
            .grants
            .give(
                new NewGrant(
                    ConsentSite.ODILE,
                    client,
                    1,
                    UUID.randomUUID(),
                    Set.of(permissions),
                    null,
                    true,
                    duration,
                    "fr",
                    "Autoriser cette application ?\nLire vos mesures de glycémie"))
            .await();
    people
        .pool
        .preparedQuery(
            """
            with aged as (update consent.grant set given_at = given_at - $2::int * interval '1 day'
              where id = $1)
            update consent.grant_version set at = at - $2::int * interval '1 day'
            where grant_id = $1\
            """)
        .execute(Tuple.of(grant.id(), daysAgo))
        .await();
    return people.grants.find(grant.id()).await().orElseThrow();
  }

  private Needs needs() {
    Needs common = ConsentSite.needs(PageLayout.forPeople(Assets.load(), true));
    ReadsLog log =
        new ReadsLog() {
          @Override
          public Future<List<Happened>> happened(
              PatientId patient, @Nullable String client, Instant from, Instant to, int limit) {
            return Future.succeededFuture(
                lines().stream()
                    .filter(line -> client == null || client.equals(line.clientId()))
                    .toList());
          }

          @Override
          public Future<List<Used>> used(PatientId patient, Instant since, Instant counted) {
            Instant last = now.minus(3, ChronoUnit.HOURS);
            return Future.succeededFuture(
                List.of(
                    new Used("glyco-demo", Measure.INTERSTITIAL_GLUCOSE, false, 4_032, last),
                    new Used("glyco-demo", Measure.BLOOD_GLUCOSE, true, 1, last)));
          }
        };
    return new Needs(common.patients(), common.notes(), log, common.layout());
  }

  private List<Happened> lines() {
    return List.of(
        line(1, "Glyco Démo", "search", Measure.INTERSTITIAL_GLUCOSE, 288, true),
        line(2, "Tension Démo", "create", Measure.BLOOD_PRESSURE, 1, false),
        line(3, "Capteur de bras", "receive", Measure.INTERSTITIAL_GLUCOSE, 96, true),
        line(28, "Glyco Démo", "token", null, 0, true),
        line(29, "Glyco Démo", "grant", null, 0, true));
  }

  private Happened line(
      int hours, String who, String what, @Nullable Measure measure, int count, boolean allowed) {
    Instant at = now.minus(hours, ChronoUnit.HOURS);
    return new Happened(at, who, "glyco-demo", what, measure, count, allowed, "");
  }

  @Override
  public void close() {
    people.close();
  }
}
