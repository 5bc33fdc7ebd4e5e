package org.trousse.referencing.sandbox.door;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.trousse.referencing.sandbox.scene.Fault;
import org.trousse.referencing.sandbox.scene.Kind;
import org.trousse.referencing.sandbox.scene.Scopes;
import org.trousse.referencing.sandbox.scene.StoredRecord;
import org.trousse.referencing.sandbox.wire.Form;
import org.trousse.referencing.sandbox.wire.Json;
import org.trousse.referencing.sandbox.wire.Reply;
import tools.jackson.databind.node.ObjectNode;

/// The record over FHIR R4: searches in pages of two, reads, and takes observations.
final class FhirDoor {
  private static final int PAGE = 2;
  private static final String PAGE_NUMBER = "_page";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private FhirDoor() {}

  static Reply answer(Visit visit, String path) {
    if (path.equals("metadata")) {
      return Reply.fhir(200, Json.object().put("resourceType", "CapabilityStatement"));
    }
    TokenGate.Entry entry = TokenGate.enter(visit);
    if (entry instanceof TokenGate.Entry.Refused(Reply refusal)) {
      return refusal;
    }
    Run.Access access = ((TokenGate.Entry.Entered) entry).access();
    Optional<Reply> trouble = trouble(visit, access);
    if (trouble.isPresent()) {
      return trouble.get();
    }
    Set<String> granted = access.asked.granted();
    String method = visit.ask().method();
    if (method.equals("GET") && path.equals("Observation")) {
      return search(visit, granted);
    }
    if (method.equals("GET") && path.startsWith("Observation/")) {
      return read(visit, granted, path.substring("Observation/".length()));
    }
    if (method.equals("GET") && path.startsWith("Patient/")) {
      return patient(visit, granted);
    }
    return method.equals("POST") && path.equals("Observation")
        ? create(visit, granted)
        : Reply.outcome(404, "not-found", "the sandbox has no such resource");
  }

  /// 429 until its time is over, then 503 until its time is over, then one 401.
  private static Optional<Reply> trouble(Visit visit, Run.Access access) {
    Run run = visit.run();
    if (!run.plays(Fault.READ_TROUBLE) || run.troubleStage > 3) {
      return Optional.empty();
    }
    if (run.troubleStage % 2 == 1 && !visit.now().isBefore(run.troubleUntil)) {
      run.troubleStage++;
    }
    if (run.troubleStage == 4) {
      run.troubleStage = 5;
      access.ended = true;
      visit.note("fault", "401");
      return Optional.of(TokenGate.challenge("the token has expired"));
    }
    if (run.troubleStage % 2 == 0) {
      run.troubleUntil = visit.now().plus(RETRY_AFTER);
      run.troubleStage++;
    }
    return Optional.of(later(visit, run.troubleStage == 1 ? 429 : 503));
  }

  private static Reply later(Visit visit, int status) {
    visit.note("fault", String.valueOf(status));
    visit.note("retryAfter", String.valueOf(RETRY_AFTER.toSeconds()));
    return Reply.outcome(status, "throttled", "come back later")
        .with("Retry-After", String.valueOf(RETRY_AFTER.toSeconds()));
  }

  private static Reply search(Visit visit, Set<String> granted) {
    Form query = Form.parse(visit.ask().query()).orElse(new Form(Map.of()));
    Set<String> asks =
        query.has("code")
            ? Scopes.ofCodes(query.get("code")).stream()
                .map(Kind::read)
                .collect(Collectors.toCollection(TreeSet::new))
            : granted.stream()
                .filter(one -> one.endsWith(".read"))
                .collect(Collectors.toCollection(TreeSet::new));
    asks.remove(Kind.IDENTITY.read());
    visit.note("asks", String.join(" ", asks));
    boolean allowed = !asks.isEmpty() && granted.containsAll(asks);
    visit.note("granted", allowed ? "yes" : "no");
    if (!allowed) {
      return Reply.outcome(403, "forbidden", "Consent not given");
    }
    List<StoredRecord.Stored> found = StoredRecord.readable(asks);
    int pages = (found.size() + PAGE - 1) / PAGE;
    String asked = query.has(PAGE_NUMBER) ? query.get(PAGE_NUMBER) : "1";
    int page = asked.matches("[0-9]{1,3}") ? Math.clamp(Integer.parseInt(asked), 1, pages) : 1;
    visit.note("page", page + "/" + pages);
    return Reply.fhir(200, bundle(visit, query, found, page, pages));
  }

  private static ObjectNode bundle(
      Visit visit, Form query, List<StoredRecord.Stored> found, int page, int pages) {
    ObjectNode json = Json.object().put("resourceType", "Bundle").put("type", "searchset");
    json.put("total", found.size());
    if (page < pages) {
      Map<String, String> next = new TreeMap<>(query.fields());
      next.put(PAGE_NUMBER, String.valueOf(page + 1));
      json.putArray("link")
          .addObject()
          .put("relation", "next")
          .put("url", visit.run().fhirBase() + "/Observation?" + Form.query(next));
    }
    var entries = json.putArray("entry");
    for (StoredRecord.Stored one :
        found.subList((page - 1) * PAGE, Math.min(page * PAGE, found.size()))) {
      entries.addObject().set("resource", Observations.stored(one));
    }
    return json;
  }

  private static Reply read(Visit visit, Set<String> granted, String id) {
    Optional<StoredRecord.Stored> found =
        StoredRecord.readable(Set.copyOf(allReads())).stream()
            .filter(one -> one.id().equals(id))
            .findFirst();
    String asks = found.map(one -> one.kind().read()).orElse("");
    visit.note("asks", asks);
    visit.note("granted", granted.contains(asks) ? "yes" : "no");
    return found
        .filter(one -> granted.contains(asks))
        .map(one -> Reply.fhir(200, Observations.stored(one)))
        .orElseGet(() -> Reply.outcome(403, "forbidden", "Consent not given"));
  }

  private static List<String> allReads() {
    return List.of(Kind.values()).stream().map(Kind::read).toList();
  }

  private static Reply patient(Visit visit, Set<String> granted) {
    boolean allowed = granted.contains(Kind.IDENTITY.read());
    visit.note("asks", Kind.IDENTITY.read());
    visit.note("granted", allowed ? "yes" : "no");
    return allowed
        ? Reply.fhir(
            200, Json.object().put("resourceType", "Patient").put("id", StoredRecord.PATIENT))
        : Reply.outcome(403, "forbidden", "Consent not given");
  }

  private static Reply create(Visit visit, Set<String> granted) {
    Optional<ObjectNode> json = Json.parse(visit.ask().body());
    Optional<Kind> kind = json.flatMap(Observations::kind);
    if (kind.isEmpty()) {
      visit.note("asks", "unknown");
      return Reply.outcome(422, "invalid", "an Observation of a kind that the record knows");
    }
    visit.note("asks", kind.get().add());
    boolean allowed = granted.contains(kind.get().add());
    visit.note("granted", allowed ? "yes" : "no");
    if (!allowed) {
      return Reply.outcome(403, "forbidden", "Consent not given");
    }
    String identity = Observations.identity(visit.ask(), json.get());
    visit.note("identity", identity);
    Optional<Reply> trouble = addTrouble(visit, identity);
    return trouble.orElseGet(() -> stored(visit, identity));
  }

  private static Reply stored(Visit visit, String identity) {
    boolean first = visit.run().stored.add(identity);
    visit.note("stored", first ? "new" : "same");
    String place = visit.run().fhirBase() + "/Observation/" + identity;
    return Reply.empty(first ? 201 : 200).with("Location", place);
  }

  /// The first reading meets 409, the second 422, the third 503 until its time is over, the fifth
  /// 403.
  private static Optional<Reply> addTrouble(Visit visit, String identity) {
    Run run = visit.run();
    if (!run.plays(Fault.ADD_TROUBLE)) {
      return Optional.empty();
    }
    boolean fresh = !run.troubles.containsKey(identity);
    int which = run.troubles.computeIfAbsent(identity, one -> run.troubles.size());
    if (which == 2 && fresh) {
      run.troubleUntil = visit.now().plus(RETRY_AFTER);
    }
    return switch (which) {
      case 0 -> Optional.of(refused(visit, 409, "conflict"));
      case 1 -> Optional.of(refused(visit, 422, "invalid"));
      case 2 ->
          visit.now().isBefore(run.troubleUntil)
              ? Optional.of(later(visit, 503))
              : Optional.empty();
      case 4 -> Optional.of(refused(visit, 403, "forbidden"));
      default -> Optional.empty();
    };
  }

  private static Reply refused(Visit visit, int status, String code) {
    visit.note("fault", String.valueOf(status));
    return Reply.outcome(status, code, "refused for good: do not send it again");
  }
}
