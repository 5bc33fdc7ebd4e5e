package org.trousse.record.mine;

import static org.trousse.record.care.CareGround.NURSE;
import static org.trousse.record.care.CareGround.PATIENT;
import static org.trousse.record.care.CareGround.await;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.trousse.record.RecordModule.Needs;
import org.trousse.record.RecordModule.TellsPatients;
import org.trousse.record.append.AppendLane;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.record.append.BatchLimits;
import org.trousse.record.append.RosterStore;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.byhand.EntryRoutes;
import org.trousse.record.care.CareGround;
import org.trousse.record.care.CareModule;
import org.trousse.record.care.Visitor;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.entry.EntryLane;
import org.trousse.record.mine.device.DeviceUseStore;
import org.trousse.record.mine.device.DevicesRoutes;
import org.trousse.record.mine.device.DevicesRoutes.OwnDevices;
import org.trousse.record.objection.ObjectionStore;
import org.trousse.record.page.pressure.PressurePage;
import org.trousse.record.page.series.CountCaller;
import org.trousse.record.page.series.SeriesRoutes;
import org.trousse.record.page.series.SeriesRoutes.Reads;
import org.trousse.record.page.weight.WeightPage;
import org.trousse.record.subscribe.send.NotificationLane.Rights;
import org.trousse.sdk.DeviceId;
import org.trousse.sdk.PatientId;

/// The pages on which patients decide, as a browser meets them. All people are invented.
public final class MineSite implements AutoCloseable {
  static final String FORM = "the form's secret";
  private static final OwnDevices NO_DEVICES =
      new OwnDevices() {
        @Override
        public Future<List<Device>> of(PatientId patient, Instant now) {
          return Future.succeededFuture(List.of());
        }

        @Override
        public Future<Boolean> giveBack(PatientId patient, DeviceId device, Instant now) {
          return Future.succeededFuture(false);
        }
      };

  static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  static final Visitor PARENT =
      new Visitor(UUID.randomUUID(), "Parent", PATIENT, LocalDate.parse("2035-01-01"), FORM);

  public final CareGround ground = new CareGround();
  private final HttpClient client = HttpClient.newBuilder().followRedirects(Redirect.NEVER).build();
  private final OwnDevices devices;
  private final int port;

  MineSite() throws SQLException {
    this(NO_DEVICES);
  }

  /// With devices that are known.
  public MineSite(OwnDevices devices) throws SQLException {
    this.devices = devices;
    Map<String, Visitor> sessions =
        Map.of(
            "patient",
            CareGround.visitor(PATIENT),
            "other",
            CareGround.visitor(CareGround.OTHER),
            "parent",
            PARENT,
            "nurse",
            new Visitor(NURSE.id(), NURSE.name(), null, null, FORM));
    CareModule care =
        await(
            CareModule.open(
                ground.ingest,
                ground.reader,
                cookie -> Future.succeededFuture(Optional.ofNullable(sessions.get(cookie)))));
    AtomicInteger listening = new AtomicInteger();
    await(ground.vertx.deployVerticle(new Door(care, sessions, listening)));
    port = listening.get();
  }

  /// Mounted on the event loop that serves it.
  private final class Door extends AbstractVerticle {
    private final CareModule care;
    private final Map<String, Visitor> sessions;
    private final AtomicInteger listening;

    Door(CareModule care, Map<String, Visitor> sessions, AtomicInteger listening) {
      this.care = care;
      this.sessions = sessions;
      this.listening = listening;
    }

    @Override
    public void start(Promise<Void> started) {
      Router router = Router.router(vertx);
      AppendLane lane = new AppendLane(vertx, ground.ingest, BatchLimits.USUAL, reading -> true);
      EntryLane entries =
          new EntryLane(
              lane,
              new RosterStore(ground.ingest),
              new TrailStore(ground.ingest),
              Clock.systemUTC());
      Needs needs =
          new Needs(
              cookie ->
                  Future.succeededFuture(
                      Optional.ofNullable(sessions.get(cookie)).map(Visitor::patient)),
              presented -> Future.failedFuture("no apps"),
              (app, origin) -> false,
              TellsPatients.NOTHING,
              cookie -> Future.succeededFuture(Optional.ofNullable(sessions.get(cookie))),
              (language, title, path, body) -> "<title>" + title + "</title>" + body,
              Rights.NOBODY);
      MineModule mine =
          new MineModule(ground.ingest, ground.reader, needs.sessions(), Hears.NOBODY);
      FormRoutes forms = care.forms(needs.layout());
      new SeriesRoutes(
              needs,
              Reads.from(
                      ground.readings,
                      new ObjectionStore(ground.ingest, ground.reader),
                      ground.samples)
                  .with(mine.decided()),
              new CountCaller(vertx),
              Clock.systemUTC(),
              PARIS)
          .mount(router, List.of(new PressurePage(), new WeightPage()));
      new EntryRoutes(forms, entries, ground.readings).mount(router);
      mine.mount(router, forms);
      new DevicesRoutes(
              forms,
              devices,
              new DeviceUseStore(ground.reader),
              ground.readings,
              new TrailStore(ground.ingest))
          .mount(router);
      vertx
          .createHttpServer()
          .requestHandler(router)
          .listen(0, "127.0.0.1")
          .onSuccess(http -> listening.set(http.actualPort()))
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }

  public HttpResponse<String> get(String who, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Cookie", "trousse_session=" + who)
            .build(),
        BodyHandlers.ofString());
  }

  /// Sends a form.
  ///
  /// @param fields name, value, name, value
  public HttpResponse<String> send(String who, String path, String... fields)
      throws IOException, InterruptedException {
    StringBuilder form = new StringBuilder("jeton=").append(encoded(FORM));
    for (int place = 0; place < fields.length; place += 2) {
      form.append('&').append(fields[place]).append('=').append(encoded(fields[place + 1]));
    }
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Cookie", "trousse_session=" + who)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString(form.toString()))
            .build(),
        BodyHandlers.ofString());
  }

  public static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
    ground.close();
  }
}
