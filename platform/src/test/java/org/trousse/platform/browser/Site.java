package org.trousse.platform.browser;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.trousse.gateway.GatewayModule;
import org.trousse.gateway.page.QuarantineRoutes;
import org.trousse.gateway.page.QuarantineRoutes.Quarantined;
import org.trousse.gateway.page.QuarantinedView;
import org.trousse.platform.page.Assets;
import org.trousse.platform.page.DemoPickerRoutes;
import org.trousse.platform.page.ErrorRoutes;
import org.trousse.platform.page.HomeRoutes;
import org.trousse.platform.page.PageLayout;
import org.trousse.platform.page.StaticRoutes;
import org.trousse.record.RecordModule;
import org.trousse.record.page.MeasurementsRoutes;
import org.trousse.record.page.MeasurementsRoutes.Reads;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.verify.VerifyCaller;
import org.trousse.record.verify.page.VerifyPageRoutes;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.reading.Payload;

/// All pages over synthetic people, on loopback, no database: public ones and operators' on one
/// server each, as in production.
final class Site implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicReference<Instant> now = new AtomicReference<>(SyntheticPeople.NOW);
  private final int port;
  private final int operationsPort;

  Site() {
    Assets assets = Assets.load();
    this.port = listen(people(assets));
    this.operationsPort = listen(operators(assets));
  }

  String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  String operations(String path) {
    return "http://127.0.0.1:" + operationsPort + path;
  }

  /// Moves the pages' clock.
  void pass(Duration time) {
    now.updateAndGet(at -> at.plus(time));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private int listen(Router router) {
    return vertx
        .createHttpServer(
            new HttpServerOptions().setHost("127.0.0.1").setPort(0).setCompressionSupported(true))
        .requestHandler(router)
        .listen()
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  private Router people(Assets assets) {
    PageLayout layout = PageLayout.forPeople(assets, true);
    Router router = Router.router(vertx);
    new StaticRoutes(assets).mount(router);
    new ErrorRoutes(layout).mount(router);
    new HomeRoutes(
            layout,
            true,
            () -> true,
            language -> "",
            (cookie, language, page) -> Future.succeededFuture(""))
        .mount(router);
    new DemoPickerRoutes(
            layout, SyntheticPeople.ALL, DemoPickerRoutes.Sessions.ofTokens(SyntheticPeople.ALL))
        .mount(router);
    var needs = new RecordModule.Needs(Site::whose, layout::frame);
    InstantSource clock = now::get;
    new MeasurementsRoutes(needs, reads(), clock, SyntheticPeople.ZONE).mount(router);
    new VerifyPageRoutes(layout::frame, new VerifyCaller(vertx)).mount(router);
    GatewayModule.mountPages(router, layout::frame);
    return router;
  }

  private Router operators(Assets assets) {
    PageLayout layout = PageLayout.forOperators(assets, true);
    Router router = Router.router(vertx);
    new StaticRoutes(assets).mount(router);
    new ErrorRoutes(layout).mount(router);
    Quarantined quarantined = (reason, before, limit) -> Future.succeededFuture(kept(reason));
    new QuarantineRoutes(quarantined, layout::frame, SyntheticPeople.ZONE).mount(router);
    return router;
  }

  private static Future<Optional<PatientId>> whose(String token) {
    return Future.succeededFuture(
        SyntheticPeople.ALL.stream()
            .filter(person -> person.token().equals(token))
            .findFirst()
            .map(SyntheticPeople::id));
  }

  private static Reads reads() {
    return new Reads(
        id -> Future.succeededFuture(Optional.of(SyntheticPeople.row(id))),
        id -> Future.succeededFuture(SyntheticPeople.latest(id)),
        (id, measures, from, to, newestFirst, limit, after) ->
            Future.succeededFuture(
                SyntheticPeople.readings(id).stream()
                    .filter(stored -> measures.contains(stored.reading().measure()))
                    .filter(stored -> !stored.reading().effectiveAt().isBefore(from))
                    .sorted(
                        Comparator.comparing((StoredReading s) -> s.reading().effectiveAt())
                            .reversed())
                    .limit(limit)
                    .toList()),
        id -> Future.succeededFuture(0));
  }

  private static List<QuarantinedView> kept(String reason) {
    byte[] truncated = {0x1b, 0x07, 0x00, (byte) 0xea, 0x07, 0x0b, 0x16, 0x0d, 0x20};
    byte[] json =
        "{\"measure\":\"glucose\",\"value\":1e999999999}".getBytes(StandardCharsets.UTF_8);
    List<QuarantinedView> all = new ArrayList<>();
    all.add(kept(1, "gatt-2a18", truncated, "truncated", "9 bytes; this record announces 14"));
    all.add(kept(2, "json1", json, "json", "value: at most 38 digits"));
    all.add(kept(3, "gatt-2a35", new byte[1_500], "implausible:systolic>300", ""));
    all.add(kept(4, "gatt-2a9d", new byte[] {2, 0, 120}, "owner-unknown", ""));
    return all.stream().filter(one -> reason == null || one.reasons().contains(reason)).toList();
  }

  private static QuarantinedView kept(
      int number, String codec, byte[] payload, String reason, String detail) {
    return new QuarantinedView(
        new UUID(0, number),
        SyntheticPeople.NOW.minusSeconds(number * 4_321L),
        "demo/meter-" + number,
        List.of(reason),
        detail,
        new Payload(codec, payload));
  }
}
