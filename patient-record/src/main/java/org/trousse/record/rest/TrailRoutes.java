package org.trousse.record.rest;

import static org.trousse.record.fhir.JsonBytes.quoted;
import static org.trousse.record.rest.edge.EdgeRoutes.notAllowed;
import static org.trousse.record.rest.edge.EdgeRoutes.refuse;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.trousse.record.audit.Event;
import org.trousse.record.audit.LogStore;
import org.trousse.record.door.Access;
import org.trousse.record.door.Guest;
import org.trousse.record.fhir.AuditEvents;
import org.trousse.record.fhir.ReadingIds;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.rest.edge.DoorRoutes;
import org.trousse.record.rest.edge.EdgeRoutes;
import org.trousse.record.seal.Proof;
import org.trousse.record.seal.ProofStore;
import org.trousse.record.seal.page.ProofJson;
import org.trousse.record.search.DateRange;
import org.trousse.sdk.PatientId;

/// `GET /fhir/AuditEvent`: what happened in the record, for the patient, and `GET /audit/proof`:
/// that it was sealed. One instance for each event loop.
final class TrailRoutes {
  private static final int COUNT_DEFAULT = 100;
  private static final int COUNT_MAX = 500;
  private static final String CURSOR = "_after";

  /// @param before the last event of the page before; null on the first page
  private record Question(DateRange dates, int count, Optional<UUID> before) {}

  private final LogStore log;
  private final ProofStore proofs;
  private final DoorRoutes door;
  private final String publicUrl;

  TrailRoutes(LogStore log, ProofStore proofs, DoorRoutes door, String publicUrl) {
    this.log = log;
    this.proofs = proofs;
    this.door = door;
    this.publicUrl = publicUrl;
  }

  void mount(Router router) {
    router.get("/fhir/AuditEvent").handler(door.opened(this::search));
    router.route("/fhir/AuditEvent").handler(context -> notAllowed(context, "GET"));
    router.get("/fhir/AuditEvent/:id").handler(door.opened(this::read));
    router.route("/fhir/AuditEvent/:id").handler(context -> notAllowed(context, "GET"));
    router
        .get("/audit/proof/:id")
        .failureHandler(EdgeRoutes::failed)
        .handler(door.opened(this::proof));
  }

  /// The trail is for the patient's own eyes; whether one of the rest asked is noted.
  private boolean theirs(RoutingContext context, Guest guest, String wanted) {
    if (guest.opened().clientId() == null) {
      return true;
    }
    door.deny(context, guest, Access.FORBIDDEN, wanted + ": AuditEvent");
    return false;
  }

  private void read(RoutingContext context, Guest guest) {
    if (!theirs(context, guest, "read")) {
      return;
    }
    Optional<UUID> id = id(context);
    if (id.isEmpty()) {
      refuse(context, Refusal.NOT_FOUND);
      return;
    }
    AuditEvents shape = new AuditEvents(guest.ids(), publicUrl);
    log.event(guest.patient(), id.get())
        .onSuccess(found ->
            found.ifPresentOrElse(
                event -> EdgeRoutes.send(context, 200, shape.json(event)),
                () -> refuse(context, Refusal.NOT_FOUND)))
        .onFailure(context::fail);
  }

  private void proof(RoutingContext context, Guest guest) {
    if (!theirs(context, guest, "proof")) {
      return;
    }
    Optional<UUID> id = id(context);
    if (id.isEmpty()) {
      refuse(context, Refusal.NOT_FOUND);
      return;
    }
    proofs
        .find(guest.patient(), id.get())
        .onSuccess(found -> answer(context, found))
        .onFailure(context::fail);
  }

  private static void answer(RoutingContext context, Proof.Found found) {
    switch (found) {
      case Proof.Found.Sealed(Proof proof) ->
          context
              .response()
              .putHeader("Content-Type", "application/json")
              .putHeader("Cache-Control", "no-store")
              .end(ProofJson.of(proof))
              .onFailure(context::fail);
      case Proof.Found.Waiting() -> {
        context.response().putHeader("Retry-After", "1");
        refuse(context, Refusal.AWAY);
      }
      case Proof.Found.Unknown() -> refuse(context, Refusal.NOT_FOUND);
    }
  }

  private static Optional<UUID> id(RoutingContext context) {
    String text = context.pathParam("id");
    try {
      UUID id = UUID.fromString(text);
      return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException madeUp) {
      return Optional.empty();
    }
  }

  private void search(RoutingContext context, Guest guest) {
    if (!theirs(context, guest, "search")) {
      return;
    }
    String patient = context.queryParams().get("patient");
    Optional<PatientId> asked =
        Optional.ofNullable(patient)
            .flatMap(id -> guest.ids().patient(id.replaceFirst("^Patient/", "")));
    if (patient != null && !asked.equals(Optional.of(guest.patient()))) {
      refuse(context, Refusal.NOT_YOURS);
      return;
    }
    question(context)
        .ifPresentOrElse(
            question -> answer(context, guest, question),
            () ->
                refuse(
                    context,
                    Refusal.invalid(
                        "Paramètres : patient, date (eq, ge, gt, le, lt), _count de 1 à 500.",
                        "Parameters: patient, date (eq, ge, gt, le, lt), _count from 1 to 500.")));
  }

  private static Optional<Question> question(RoutingContext context) {
    DateRange dates = DateRange.ALL;
    for (String date : context.queryParams().getAll("date")) {
      Optional<DateRange> one = DateRange.parse(date);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      dates = dates.and(one.get());
    }
    String count = context.queryParams().get("_count");
    if (count != null && !count.matches("[1-9][0-9]{0,5}")) {
      return Optional.empty();
    }
    int page = count == null ? COUNT_DEFAULT : Math.min(Integer.parseInt(count), COUNT_MAX);
    String after = context.queryParams().get(CURSOR);
    return after == null
        ? Optional.of(new Question(dates, page, Optional.empty()))
        : after(dates, page, after);
  }

  private static Optional<Question> after(DateRange dates, int count, String cursor) {
    try {
      int tilde = cursor.indexOf('~');
      Instant at = ReadingIds.instant(Long.parseLong(cursor.substring(0, Math.max(tilde, 0))));
      UUID id = UUID.fromString(cursor.substring(tilde + 1));
      DateRange rest = new DateRange(dates.from(), at);
      boolean sane = DateRange.ALL.from().isBefore(at) && at.isBefore(DateRange.ALL.to());
      return sane ? Optional.of(new Question(rest, count, Optional.of(id))) : Optional.empty();
    } catch (IllegalArgumentException madeUp) {
      return Optional.empty();
    }
  }

  private void answer(RoutingContext context, Guest guest, Question question) {
    log.events(
            guest.patient(),
            question.dates().from(),
            question.dates().to(),
            question.before().orElse(null),
            question.count() + 1)
        .onSuccess(events -> EdgeRoutes.send(context, 200, bundle(guest, question, events)))
        .onFailure(context::fail);
  }

  private String bundle(Guest guest, Question question, List<Event> events) {
    boolean more = events.size() > question.count();
    List<Event> page = more ? events.subList(0, question.count()) : events;
    AuditEvents shape = new AuditEvents(guest.ids(), publicUrl);
    String url = publicUrl + "/fhir/AuditEvent";
    String entries =
        page.stream()
            .map(event ->
                "{\"fullUrl\":"
                    + quoted("urn:uuid:" + event.id())
                    + ",\"resource\":"
                    + shape.json(event)
                    + ",\"search\":{\"mode\":\"match\"}}")
            .collect(Collectors.joining(","));
    return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"link\":[{\"relation\":\"self\","
        + "\"url\":"
        + quoted(url + "?_count=" + question.count())
        + "}"
        + (more ? ",{\"relation\":\"next\",\"url\":" + quoted(next(url, question, page)) + "}" : "")
        + "]"
        + (page.isEmpty() ? "" : ",\"entry\":[" + entries + "]")
        + "}";
  }

  private static String next(String url, Question question, List<Event> page) {
    Event last = page.getLast();
    String from = "ge" + question.dates().from();
    return url
        + "?_count="
        + question.count()
        + (question.dates().from().equals(DateRange.ALL.from())
            ? ""
            : "&date=" + URLEncoder.encode(from, StandardCharsets.UTF_8))
        + "&"
        + CURSOR
        + "="
        + ReadingIds.micros(last.at())
        + "~"
        + last.id();
  }
}
