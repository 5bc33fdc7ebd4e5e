package org.trousse.record.rest;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.InstantSource;
import java.time.ZoneId;
import javax.crypto.SecretKey;
import org.trousse.record.aggregate.AggregateCaller;
import org.trousse.record.aggregate.AggregateStore;
import org.trousse.record.append.AppendLane;
import org.trousse.record.append.BatchLimits;
import org.trousse.record.append.RosterStore;
import org.trousse.record.append.WholeStore;
import org.trousse.record.audit.LogStore;
import org.trousse.record.audit.TrailLane;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.create.CreateLane;
import org.trousse.record.create.HapiCaller;
import org.trousse.record.page.series.CountCaller;
import org.trousse.record.professional.ProfessionalStore;
import org.trousse.record.reading.ReadingStore;
import org.trousse.record.reading.SampleStore;
import org.trousse.record.revise.RevisionLane;
import org.trousse.record.revise.RevisionStore;
import org.trousse.record.seal.ProofStore;
import org.trousse.record.seal.SealModule;
import org.trousse.record.statistics.StatsCaller;
import org.trousse.record.subscribe.front.SubscriptionModule;
import org.trousse.record.subscribe.notice.Signature;
import org.trousse.record.subscribe.send.NotificationLane;
import org.trousse.record.subscribe.send.SubscriptionStore;
import org.trousse.testkit.TestPostgres;

/// What FHIR's routes stand on.
final class Ground {
  private Ground() {}

  static FhirRoutes.Stores stores(Vertx vertx, Pool ingest, Pool reader, SecretKey key) {
    CreateLane creates =
        new CreateLane(
            allowed -> new AppendLane(vertx, ingest, BatchLimits.USUAL, allowed),
            new WholeStore(ingest),
            new RosterStore(ingest),
            InstantSource.system());
    return new FhirRoutes.Stores(
        new ReadingStore(reader),
        new LogStore(reader),
        new TrailLane(new TrailStore(ingest)),
        new ProofStore(reader, SealModule.signer(key).verifier()),
        creates,
        new HapiCaller(vertx),
        new RevisionStore(ingest, reader),
        new RevisionLane(new RevisionStore(ingest, reader), InstantSource.system()),
        new ProfessionalStore(ingest, reader),
        new StatsCaller(
            new ReadingStore(reader),
            new SampleStore(reader),
            new CountCaller(vertx),
            ZoneId.of("Europe/Paris")),
        new AggregateCaller(
            new AggregateStore(ingest, reader), new CountCaller(vertx), ZoneId.of("Europe/Paris")),
        new SubscriptionModule.Desk(
            new SubscriptionStore(ingest, reader),
            NotificationLane.Rights.NOBODY,
            new Signature(key)));
  }

  static Pool pool(TestPostgres postgres, Vertx vertx, String role) {
    return PgBuilder.pool()
        .connectingTo(
            new PgConnectOptions()
                .setHost(postgres.host())
                .setPort(postgres.port())
                .setDatabase(postgres.database())
                .setUser(role)
                .setPassword(TestPostgres.PASSWORD)
                .setCachePreparedStatements(true))
        .with(new PoolOptions().setMaxSize(2))
        .using(vertx)
        .build();
  }
}
