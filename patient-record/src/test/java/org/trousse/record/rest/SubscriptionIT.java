package org.trousse.record.rest;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trousse.record.create.Observations;
import org.trousse.record.door.App;
import org.trousse.record.door.Opening;
import org.trousse.record.fhir.R4Validator;
import org.trousse.record.subscribe.Standing;
import org.trousse.record.subscribe.Standing.Held;
import org.trousse.record.subscribe.notice.BackportProfiles;
import org.trousse.record.subscribe.send.Receiver;
import org.trousse.record.subscribe.send.Receiver.Told;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// An app subscribes at a whole record and is told on loopback.
final class SubscriptionIT {
  private static final PatientId OTHER = new PatientId(99);
  private static final Pattern SECRET = Pattern.compile("\"(whsec_[^\"]+)\"");
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Duration PATIENCE = ofSeconds(20);

  private static Clinic clinic;

  private final String appId = "app-" + UUID.randomUUID();
  private Receiver receiver;
  private App app;
  private Held held;

  @BeforeAll
  static void open() throws SQLException {
    clinic = new Clinic();
  }

  @AfterAll
  static void close() {
    clinic.close();
  }

  @BeforeEach
  void an_app_with_a_server() {
    receiver = new Receiver();
    app =
        new App(Clinic.MAUD, appId)
            .reads(Measure.BODY_WEIGHT, Measure.BODY_TEMPERATURE)
            .adds(Measure.BODY_WEIGHT, Measure.BODY_TEMPERATURE);
    clinic.opens("token", app);
    clinic.opens("own", new Opening.Own(Clinic.MAUD));
    held =
        clinic.subscribers.allows(
            appId, Clinic.MAUD, Measure.BODY_WEIGHT, Measure.BODY_TEMPERATURE);
  }

  @AfterEach
  void nobody_is_told_any_more() {
    clinic.subscribers.stands(appId, Clinic.MAUD, new Standing.Ended());
    receiver.close();
  }

  private String wish(String filter) {
    return """
    {"resourceType":"Subscription","status":"requested","reason":"to draw a curve",
    "criteria":"%s/fhir/SubscriptionTopic/new-reading",
    "_criteria":{"extension":[{
    "url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria",
    "valueString":"%s"}]},
    "channel":{"type":"rest-hook","endpoint":"%s/hook","payload":"application/fhir+json",
    "_payload":{"extension":[{
    "url":"http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content",
    "valueCode":"id-only"}]}}}\
    """
        .formatted(clinic.server, filter, receiver.address());
  }

  private HttpResponse<String> subscribed() {
    HttpResponse<String> answer =
        clinic.post("token", "/Subscription", wish("Observation?code=29463-7"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer;
  }

  /// The address below `/fhir` of a subscription that is active.
  private String active() {
    String place = place(subscribed());
    await().atMost(PATIENCE).until(() -> !receiver.taken("handshake").isEmpty());
    await()
        .atMost(PATIENCE)
        .until(() -> clinic.get("token", place).body().contains("\"status\":\"active\""));
    return place;
  }

  private static String place(HttpResponse<String> created) {
    return created.headers().firstValue("Location").orElseThrow().replaceFirst(".*/fhir", "");
  }

  private void weighs(String kilograms) {
    String number = "subscription-" + NUMBERS.incrementAndGet();
    HttpResponse<String> answer =
        clinic.post(
            "token", "/Observation", Observations.weight(Clinic.maudFor(appId), kilograms, number));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private void weighs(int times) {
    LongStream.range(0, times).forEach(one -> weighs("7" + one % 10 + ".125"));
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void a_new_reading_is_told_by_its_id_alone_signed_and_can_be_read_under_that_id() {
    HttpResponse<String> created = subscribed();
    Matcher secret = SECRET.matcher(created.body());
    assertThat(secret.find()).isTrue();
    await().atMost(PATIENCE).until(() -> !receiver.taken("handshake").isEmpty());

    weighs("73.125");
    await().atMost(PATIENCE).until(() -> receiver.numbers().equals(upTo(1)));

    Told handshake = receiver.taken("handshake").getFirst();
    Told event = receiver.taken("event-notification").getFirst();
    assertThat(handshake.body()).contains("\"valueCode\":\"requested\"");
    assertThat(event.path()).isEqualTo("/hook");
    assertThat(BackportProfiles.errors(event.body())).isEmpty();
    assertThat(event.body())
        .doesNotContain("73.1", "29463-7", "kg", "Maud", "Synthetic", Clinic.MAUD.text());
    assertThat(event.isSignedWith(secret.group(1))).isTrue();
    assertThat(event.forged().isSignedWith(secret.group(1))).isFalse();
    assertThat(handshake.isSignedWith(secret.group(1))).isTrue();
    Observation read =
        Clinic.JSON.parseResource(
            Observation.class, clinic.get("token", event.focuses().getFirst()).body());
    assertThat(read.getValueQuantity().getValue()).hasToString("73.125");
    assertThat(clinic.get("token", place(created)).body()).doesNotContain("whsec_");
  }

  @Test
  void readings_of_another_kind_and_readings_sent_again_make_no_event() {
    active();
    String weight = Observations.weight(Clinic.maudFor(appId), "74", "sent-twice-" + appId);

    clinic.post(
        "token",
        "/Observation",
        Observations.temperature(Clinic.maudFor(appId), "37", "warm-" + appId));
    clinic.post("token", "/Observation", weight);
    clinic.post("token", "/Observation", weight);
    weighs(1);

    await().atMost(PATIENCE).until(() -> receiver.numbers().equals(upTo(2)));
    await().during(ofSeconds(2)).atMost(PATIENCE).until(() -> receiver.numbers().size() == 2);
  }

  @Test
  void a_receiver_that_was_down_is_told_in_order_without_a_gap_and_once_in_the_trail() {
    String place = active();
    receiver.answers(500, 302, 429);

    weighs(7);
    await().atMost(PATIENCE).until(() -> receiver.numbers().size() >= 7);

    assertThat(receiver.numbers()).isEqualTo(upTo(7));
    assertThat(receiver.told()).noneMatch(one -> one.path().equals("/elsewhere"));
    assertThat(receiver.told().stream().filter(one -> one.status() >= 300)).hasSize(3);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(status(place)).doesNotContain("\"error\""));
    assertThat(
            clinic.ask(
                "select sum(counts[1]) from record.audit_event where what = 'notify'"
                    + " and measures = '{4}' and client_id = '"
                    + appId
                    + "'"))
        .isEqualTo("7");
  }

  private String status(String place) {
    return clinic.get("token", place + "/$status").body();
  }

  @Test
  void who_missed_events_catches_up_by_their_numbers() {
    String place = active();
    receiver.usually(503);

    weighs(5);
    String events =
        clinic.get("token", place + "/$events?eventsSinceNumber=2&eventsUntilNumber=4").body();
    String posted =
        clinic
            .post(
                "token",
                place + "/$events",
                """
                {"resourceType":"Parameters","parameter":[
                {"name":"eventsSinceNumber","valueString":"5"}]}\
                """)
            .body();

    assertThat(BackportProfiles.errors(events)).isEmpty();
    assertThat(events)
        .contains("\"valueCode\":\"query-event\"")
        .contains("\"event-number\",\"valueString\":\"2\"")
        .contains("\"event-number\",\"valueString\":\"4\"")
        .doesNotContain("\"event-number\",\"valueString\":\"1\"")
        .doesNotContain("\"event-number\",\"valueString\":\"5\"");
    assertThat(posted)
        .contains("\"event-number\",\"valueString\":\"5\"")
        .doesNotContain("\"event-number\",\"valueString\":\"4\"");
    assertThat(status(place))
        .contains("\"events-since-subscription-start\",\"valueString\":\"5\"")
        .contains("query-status");
    assertThat(clinic.get("token", place + "/$events?eventsSinceNumber=soon").statusCode())
        .isEqualTo(400);
    assertThat(clinic.get("token", "/Subscription/$status?status=off").body())
        .contains("\"total\":0");
    assertThat(clinic.get("token", "/Subscription/$status?status=active").body())
        .contains("\"total\":1");
  }

  @Test
  void what_did_not_arrive_for_a_day_is_an_error_from_which_the_app_begins_again() {
    String place = active();
    receiver.usually(503);
    weighs(2);
    await()
        .atMost(PATIENCE)
        .until(() -> receiver.told().stream().anyMatch(one -> one.status() == 503));

    clinic.ask(
        "with aged as (update record.subscription set failing_since = now() - interval '25 hours',"
            + " next_at = now() where app = '"
            + appId
            + "' returning 1) select count(*) from aged");
    await()
        .atMost(PATIENCE)
        .until(() -> clinic.get("token", place).body().contains("\"status\":\"error\""));
    weighs(1);
    String missed = clinic.get("token", place + "/$events").body();
    receiver.usually(200);
    String again =
        put(place, clinic.get("token", place).body().replace("\"error\",", "\"requested\","))
            .body();

    assertThat(missed).contains("\"event-number\",\"valueString\":\"3\"", "no-answer");
    assertThat(again).contains("\"status\":\"requested\"");
    await().atMost(PATIENCE).until(() -> receiver.numbers().equals(upTo(3)));
    assertThat(receiver.taken("handshake")).hasSize(2);
  }

  @Test
  void an_ended_permission_ends_it_and_another_permission_does_not_wake_it() {
    String place = active();

    clinic.subscribers.stands(appId, Clinic.MAUD, new Standing.Ended());
    int before = receiver.told().size();
    weighs(1);
    await()
        .atMost(PATIENCE)
        .until(() ->
            clinic
                .ask("select status from record.subscription where app = '" + appId + "'")
                .equals("3"));
    clinic.subscribers.allows(appId, Clinic.MAUD, Measure.BODY_WEIGHT);
    weighs(1);

    await().during(ofSeconds(2)).atMost(PATIENCE).until(() -> receiver.told().size() == before);
    assertThat(clinic.get("token", place).body())
        .contains("\"status\":\"off\"", "permission ended");
  }

  @Test
  void a_pause_holds_events_back_and_what_cannot_be_known_waits() {
    active();

    for (Standing unsure : List.of(new Standing.Unknown(), new Standing.Paused())) {
      clinic.subscribers.stands(appId, Clinic.MAUD, unsure);
      int before = receiver.numbers().size();
      weighs(2);
      await()
          .during(ofSeconds(2))
          .atMost(PATIENCE)
          .until(() -> receiver.numbers().size() == before);
      clinic.subscribers.stands(appId, Clinic.MAUD, held);
      await().atMost(PATIENCE).until(() -> receiver.numbers().equals(upTo(before + 2)));
    }
  }

  @Test
  void a_kind_that_is_taken_away_is_told_no_more_nor_counted() {
    clinic.post("token", "/Subscription", wish("Observation?code=29463-7,8310-5"));
    await().atMost(PATIENCE).until(() -> !receiver.taken("handshake").isEmpty());
    clinic.subscribers.allows(held.grant(), appId, Clinic.MAUD, Measure.BODY_TEMPERATURE);

    weighs(2);
    clinic.post(
        "token",
        "/Observation",
        Observations.temperature(Clinic.maudFor(appId), "38", "narrowed-" + appId));

    await().atMost(PATIENCE).until(() -> receiver.numbers().equals(upTo(1)));
    assertThat(receiver.taken("event-notification"))
        .allMatch(one -> one.body().contains("-start\",\"valueString\":\"1\""));
  }

  @Test
  void a_reading_that_was_set_aside_meanwhile_is_left_out() {
    String place = active();
    receiver.usually(503);
    weighs(2);
    assertThat(status(place)).contains("-start\",\"valueString\":\"2\"");
    clinic.postgres.ask(
        "with aside as (insert into record.objection select patient, gen_random_uuid(), app,"
            + " '{4}', (select array_agg(distinct device) from record.reading where measure = 4),"
            + " 'infinity', now(), gen_random_uuid(), 2, null from record.subscription where app ="
            + " '"
            + appId
            + "' returning 1) select count(*) from aside");

    String events = clinic.get("token", place + "/$events").body();

    clinic.postgres.ask(
        "with undone as (update record.objection set undone_at = now() returning 1)"
            + " select count(*) from undone");
    assertThat(events).doesNotContain("event-number");
    assertThat(clinic.get("token", place + "/$events").body())
        .contains("\"event-number\",\"valueString\":\"2\"");
  }

  @Test
  void what_is_another_apps_or_another_patients_is_as_unknown_as_what_was_made_up() {
    String place = active();
    App stranger = new App(Clinic.MAUD, "stranger").reads(Measure.BODY_WEIGHT);
    App elsewhere = new App(OTHER, appId).reads(Measure.BODY_WEIGHT);
    clinic.opens("stranger", stranger);
    clinic.opens("elsewhere", elsewhere);
    clinic.subscribers.allows("stranger", Clinic.MAUD, Measure.BODY_WEIGHT);
    clinic.subscribers.allows(appId, OTHER, Measure.BODY_WEIGHT);
    String madeUp = "/Subscription/" + UUID.randomUUID();

    for (String token : List.of("stranger", "elsewhere")) {
      for (String path : List.of("", "/$status", "/$events")) {
        HttpResponse<String> theirs = clinic.get(token, place + path);
        HttpResponse<String> nobodys = clinic.get(token, madeUp + path);

        assertThat(theirs.statusCode()).isEqualTo(404);
        assertThat(theirs.body()).isEqualTo(nobodys.body());
      }
      assertThat(Clinic.send(clinic.request(token, place).DELETE()).statusCode()).isEqualTo(404);
      assertThat(clinic.get(token, "/Subscription").body()).contains("\"total\":0");
    }
    assertThat(clinic.get("token", "/Subscription?status=active").body()).contains("\"total\":1");
  }

  @Test
  void an_app_looks_after_its_own() {
    String place = active();
    String off = clinic.get("token", place).body().replace("\"active\"", "\"off\"");
    String moved = off.replace("/hook", "/other");

    assertThat(put(place, moved).statusCode()).isEqualTo(422);
    assertThat(put(place, off).body()).contains("\"status\":\"off\"");
    assertThat(put(place, off.replace("\"off\"", "\"requested\"")).statusCode()).isEqualTo(422);
    int before = receiver.told().size();
    weighs(1);
    await().during(ofSeconds(2)).atMost(PATIENCE).until(() -> receiver.told().size() == before);
    assertThat(Clinic.send(clinic.request("token", place).DELETE()).statusCode()).isEqualTo(204);
    assertThat(clinic.get("token", place).statusCode()).isEqualTo(404);
    assertThat(
            clinic.ask(
                "select string_agg(what, ' ' order by at) from record.audit_event where client_id ="
                    + " '"
                    + appId
                    + "' and what like '%subscribe'"))
        .isEqualTo("subscribe unsubscribe unsubscribe");
  }

  private HttpResponse<String> put(String place, String json) {
    return Clinic.send(
        clinic
            .request("token", place, "Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(json)));
  }

  @Test
  void who_answers_410_is_told_nothing_more() {
    String place = active();
    receiver.answers(410);

    weighs(1);

    await()
        .atMost(PATIENCE)
        .until(() -> clinic.get("token", place).body().contains("\"status\":\"off\""));
    assertThat(clinic.get("token", place).body()).contains("410 Gone");
  }

  @Test
  void a_kind_that_the_patient_did_not_grant_is_refused() {
    HttpResponse<String> pressure =
        clinic.post("token", "/Subscription", wish("Observation?code=85354-9"));
    HttpResponse<String> own = clinic.post("own", "/Subscription", wish("Observation?"));
    HttpResponse<String> somebody =
        clinic.post("token", "/Subscription", wish("Observation?patient=Patient/123"));

    assertThat(pressure.statusCode()).isEqualTo(403);
    assertThat(own.statusCode()).isEqualTo(403);
    assertThat(own.body()).contains("Only an app");
    assertThat(somebody.statusCode()).isEqualTo(403);
    assertThat(receiver.told()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.example/hook",
        "http://elsewhere.example/hook",
        "http://10.0.0.1/hook",
        "http://localhost:5432/hook",
        "https://169.254.169.254/latest"
      })
  void an_endpoint_whose_host_the_app_does_not_declare_is_refused_with_the_mend(String endpoint) {
    HttpResponse<String> answer =
        clinic.post(
            "token",
            "/Subscription",
            wish("Observation?").replace(receiver.address() + "/hook", endpoint));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("declare it", "Subscription.channel.endpoint");
  }

  @Test
  void a_sixth_is_refused() {
    for (int count = 0; count < 5; count++) {
      subscribed();
    }

    HttpResponse<String> sixth = clinic.post("token", "/Subscription", wish("Observation?"));

    assertThat(sixth.statusCode()).isEqualTo(422);
    assertThat(sixth.body()).contains("delete one");
  }

  @Test
  void the_topic_is_announced_and_its_address_leads_to_it() {
    String statement = clinic.get("", "/metadata").body();

    assertThat(statement)
        .contains("\"" + clinic.server + "/fhir/SubscriptionTopic/new-reading\"")
        .contains("capabilitystatement-subscriptiontopic-canonical");
    assertThat(R4Validator.errors(statement)).isEmpty();
    assertThat(clinic.get("", "/SubscriptionTopic/new-reading").body())
        .contains("\"resourceType\":\"Basic\"");
  }
}
