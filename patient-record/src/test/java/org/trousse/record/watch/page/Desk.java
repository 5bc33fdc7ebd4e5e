package org.trousse.record.watch.page;

import static org.trousse.record.watch.store.Ward.NURSE;
import static org.trousse.record.watch.store.Ward.STRANGER;
import static org.trousse.record.watch.store.Ward.done;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.trousse.record.append.AppendLane.Hears;
import org.trousse.record.append.RosterStore;
import org.trousse.record.audit.TrailStore;
import org.trousse.record.care.Visitor;
import org.trousse.record.care.ref.PatientRefs;
import org.trousse.record.entry.EntryLane;
import org.trousse.record.professional.Professional;
import org.trousse.record.watch.page.threshold.ThresholdRoutes;
import org.trousse.record.watch.page.tour.TourRoutes;
import org.trousse.record.watch.store.SituationCaller;
import org.trousse.record.watch.store.SituationLane;
import org.trousse.record.watch.store.SituationStore;
import org.trousse.record.watch.store.ThresholdStore;
import org.trousse.record.watch.store.Ward;
import org.trousse.record.watch.store.WorklistStore;
import org.trousse.sdk.PatientId;

/// The pages of a ward over HTTP. All data are synthetic.
public final class Desk implements AutoCloseable {
  private static final byte[] SECRET =
      "a secret of these tests only....".getBytes(StandardCharsets.US_ASCII);
  private static final Map<String, Visitor> SESSIONS =
      Map.of(
          "nurse", new Visitor(NURSE.id(), NURSE.name(), null, null, "csrf-nurse"),
          "stranger", new Visitor(STRANGER.id(), STRANGER.name(), null, null, "csrf-stranger"),
          "patient", new Visitor(new UUID(1, 1), "Alix", new PatientId(1), null, "csrf-patient"));

  public final Ward ward;
  private final HttpClient client = HttpClient.newHttpClient();
  private final SituationLane lane;
  private final String address;

  public Desk() throws SQLException {
    ward = new Ward(cookie -> Future.succeededFuture(Optional.ofNullable(SESSIONS.get(cookie))));
    lane = ward.lane();
    Router router = Router.router(ward.vertx);
    CarerRoutes carers =
        new CarerRoutes(
            ward.care.door(),
            new PatientRefs(SECRET),
            (language, title, path, body) ->
                "<title>" + title + "</title><i>" + path + "</i>" + body,
            Instant::now,
            Ward.PARIS);
    WorklistRoutes list = new WorklistRoutes(carers, new WorklistStore(ward.ingest));
    list.mount(router);
    SituationStore situations = new SituationStore(ward.ingest, ward.reader);
    new ThresholdRoutes(
            carers,
            new ThresholdStore(ward.ingest, ward.reader),
            situations,
            new SituationCaller(ward.vertx),
            lane)
        .mount(router);
    EntryLane entries =
        new EntryLane(
            ward.appender(Hears.NOBODY),
            new RosterStore(ward.ingest),
            new TrailStore(ward.ingest),
            Instant::now);
    new TourRoutes(carers, list, entries).mount(router);
    address =
        "http://127.0.0.1:"
            + ward.onLoop(() ->
                    ward.vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
  }

  /// Establishes the situation now.
  public void evaluate(PatientId patient) throws SQLException {
    ward.execute(
        "insert into record.watch_situation (patient, claimed_at) values (%d, now()) on conflict do nothing"
            .formatted(patient.value()));
    done(lane.evaluate(patient));
  }

  public static String ref(PatientId patient) {
    return ref(NURSE, patient);
  }

  public static String ref(Professional professional, PatientId patient) {
    return new PatientRefs(SECRET).of(professional).ref(patient);
  }

  public HttpResponse<String> get(String cookie, String path) {
    return send(request(cookie, path).GET());
  }

  public HttpResponse<String> post(String cookie, String path, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(one ->
                one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(request(cookie, path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String cookie, String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .header("Cookie", "trousse_session=" + cookie);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    done(lane.close());
    client.close();
    ward.close();
  }
}
