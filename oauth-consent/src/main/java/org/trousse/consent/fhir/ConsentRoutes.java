package org.trousse.consent.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.ConsentModule.KnowsOwners;
import org.trousse.consent.ConsentModule.NamesPatients;
import org.trousse.consent.app.App;
import org.trousse.consent.door.DoorLane;
import org.trousse.consent.door.Opening;
import org.trousse.consent.door.Presented;
import org.trousse.consent.grant.Grant;
import org.trousse.consent.grant.GrantStore;
import org.trousse.consent.grant.GrantVersion;
import org.trousse.consent.signin.Account;
import org.trousse.sdk.PatientId;

/// `/fhir/Consent`: to the patient all of them, to an app its own; and `/fhir/RelatedPerson`, to an
/// app who allowed it for a child.
public final class ConsentRoutes {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String MEDIA_TYPE = "application/fhir+json;charset=utf-8";

  /// The apps by client id.
  @FunctionalInterface
  public interface FindsApp {
    Future<Optional<App>> find(String clientId);
  }

  /// The people who sign in, and the ids by which apps know those who act for others.
  public interface KnowsPeople {
    Future<Optional<Account>> find(UUID account);

    String name(String clientId, UUID account);
  }

  /// Who reads: whose consents, and those given to one app only if an app asks.
  ///
  /// @param app what an app's token opens; empty for the patient
  private record Reader(PatientId patient, Optional<Opening.Opened> app, String patientName) {
    Optional<UUID> only() {
      return app.map(Opening.Opened::grantId);
    }
  }

  private final DoorLane door;
  private final GrantStore grants;
  private final FindsApp apps;
  private final KnowsOwners owners;
  private final NamesPatients names;
  private final KnowsPeople people;
  private final String base;
  private final String challenge;

  /// @param publicUrl without a slash at its end
  public ConsentRoutes(
      DoorLane door,
      GrantStore grants,
      FindsApp apps,
      KnowsOwners owners,
      NamesPatients names,
      KnowsPeople people,
      String publicUrl) {
    this.door = door;
    this.grants = grants;
    this.apps = apps;
    this.owners = owners;
    this.names = names;
    this.people = people;
    this.base = publicUrl + "/fhir";
    this.challenge =
        "Bearer realm=\"Trousse\", resource_metadata=\""
            + publicUrl
            + "/.well-known/oauth-protected-resource\"";
  }

  public void mount(Router router) {
    router.get("/fhir/Consent").handler(context -> opened(context, this::search));
    router.get("/fhir/Consent/:id").handler(context -> opened(context, this::read));
    router.get("/fhir/Consent/:id/_history").handler(context -> opened(context, this::history));
    router.get("/fhir/RelatedPerson/:id").handler(context -> opened(context, this::related));
  }

  private interface Answers {
    Future<?> to(RoutingContext context, Reader reader);
  }

  private void opened(RoutingContext context, Answers answer) {
    String authorization = context.request().getHeader("Authorization");
    String[] parts = authorization == null ? new String[0] : authorization.strip().split(" ", 2);
    if (parts.length < 2) {
      refuse(context, 401, "login", "Send an access token.", challenge);
      return;
    }
    Optional<PatientId> owner = owners.owner(parts[1].strip());
    Future<?> answered =
        owner
            .<Future<?>>map(patient ->
                answer.to(context, new Reader(patient, Optional.empty(), patient.text())))
            .orElseGet(() -> byApp(context, parts, answer));
    answered.onFailure(failed -> {
      if (!context.response().ended()) {
        context.response().putHeader("Retry-After", "1");
        refuse(context, 503, "transient", "Try again.", null);
      }
    });
  }

  private Future<?> byApp(RoutingContext context, String[] parts, Answers answer) {
    Presented presented =
        new Presented(
            parts[0],
            parts[1].strip(),
            context.request().getHeader("DPoP"),
            context.request().method().name(),
            base + context.normalizedPath().substring("/fhir".length()));
    return door.open(presented)
        .compose(opening ->
            switch (opening) {
              case Opening.Opened opened ->
                  answer.to(
                      context,
                      new Reader(
                          opened.patient(),
                          Optional.of(opened),
                          names.name(opened.clientId(), opened.patient())));
              case Opening.Refused refused -> {
                String scheme = refused.dpop() ? challenge.replace("Bearer", "DPoP") : challenge;
                refuse(
                    context,
                    401,
                    "login",
                    refused.description(),
                    scheme + ", error=\"" + refused.error() + "\"");
                yield Future.succeededFuture();
              }
              case Opening.Stale stale -> Future.failedFuture("stale");
            });
  }

  private Future<?> search(RoutingContext context, Reader reader) {
    String patient = context.request().getParam("patient");
    if (patient != null
        && !patient.equals(reader.patientName())
        && !patient.equals("Patient/" + reader.patientName())) {
      return send(context, bundle("searchset", List.of()));
    }
    String status = context.request().getParam("status");
    return grants
        .of(reader.patient())
        .compose(all -> latest(all, reader))
        .compose(found ->
            send(
                context,
                bundle(
                    "searchset",
                    found.stream()
                        .filter(one ->
                            status == null
                                || List.of(status.split(",")).contains(one.get("status").asText()))
                        .toList())));
  }

  private Future<List<ObjectNode>> latest(List<Grant> all, Reader reader) {
    List<Future<List<ObjectNode>>> each = new ArrayList<>();
    for (Grant grant : all) {
      if (reader.only().isEmpty() || reader.only().get().equals(grant.id())) {
        each.add(versions(grant, reader));
      }
    }
    return Future.all(each).map(done -> each.stream().map(one -> one.result().getFirst()).toList());
  }

  /// Every version of a grant, the newest first.
  private Future<List<ObjectNode>> versions(Grant grant, Reader reader) {
    return apps.find(grant.clientId())
        .compose(app ->
            grants
                .versions(grant.id())
                .map(versions -> resources(grant, versions, app.orElseThrow(), reader)));
  }

  private static List<ObjectNode> resources(
      Grant grant, List<GrantVersion> versions, App app, Reader reader) {
    return versions.reversed().stream()
        .map(version -> ConsentResource.of(grant, version, app, reader.patientName()))
        .toList();
  }

  private Future<Optional<List<ObjectNode>>> found(RoutingContext context, Reader reader) {
    UUID id;
    try {
      id = UUID.fromString(context.pathParam("id"));
    } catch (IllegalArgumentException none) {
      return Future.succeededFuture(Optional.empty());
    }
    if (reader.only().filter(only -> !only.equals(id)).isPresent()) {
      return Future.succeededFuture(Optional.empty());
    }
    return grants
        .find(id)
        .compose(grant ->
            grant
                .filter(one -> one.patient().equals(reader.patient()))
                .map(one -> versions(one, reader).map(Optional::of))
                .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private Future<?> read(RoutingContext context, Reader reader) {
    return found(context, reader)
        .compose(found ->
            found.map(all -> send(context, all.getFirst())).orElseGet(() -> unknown(context)));
  }

  private Future<?> history(RoutingContext context, Reader reader) {
    return found(context, reader)
        .compose(found ->
            found
                .map(all -> send(context, bundle("history", all)))
                .orElseGet(() -> unknown(context)));
  }

  /// SMART App Launch 2.2 §fhirUser: who allowed this app, if that was not the patient.
  private Future<?> related(RoutingContext context, Reader reader) {
    if (reader.app().isEmpty()) {
      return unknown(context);
    }
    Opening.Opened app = reader.app().get();
    if (!app.hasScope("fhirUser")) {
      return refuse(context, 403, "forbidden", "The token does not hold fhirUser.", null);
    }
    return grants
        .find(app.grantId())
        .compose(grant -> people.find(grant.orElseThrow().account()))
        .compose(found -> {
          Optional<Account> delegate =
              found.filter(person -> !reader.patient().equals(person.patient()));
          String id = delegate.map(one -> people.name(app.clientId(), one.id())).orElse("");
          return delegate.isPresent() && id.equals(context.pathParam("id"))
              ? send(context, RelatedPersons.of(id, delegate.get(), reader.patientName()))
              : unknown(context);
        });
  }

  private ObjectNode bundle(String type, List<ObjectNode> resources) {
    ObjectNode bundle = JSON.objectNode();
    bundle.put("resourceType", "Bundle").put("type", type).put("total", resources.size());
    if (resources.isEmpty()) {
      return bundle;
    }
    ArrayNode entries = bundle.putArray("entry");
    for (ObjectNode resource : resources) {
      String address = "Consent/" + resource.get("id").asText();
      ObjectNode entry = entries.addObject();
      entry.put("fullUrl", base + "/" + address);
      entry.set("resource", resource);
      if (type.equals("searchset")) {
        entry.putObject("search").put("mode", "match");
      } else {
        entry.putObject("request").put("method", "PUT").put("url", address);
        entry.putObject("response").put("status", "200");
      }
    }
    return bundle;
  }

  private static Future<Void> unknown(RoutingContext context) {
    return refuse(context, 404, "not-found", "There is no such resource.", null);
  }

  private static Future<Void> refuse(
      RoutingContext context, int status, String code, String text, @Nullable String challenge) {
    ObjectNode outcome = JSON.objectNode();
    outcome.put("resourceType", "OperationOutcome");
    outcome
        .putArray("issue")
        .addObject()
        .put("severity", "error")
        .put("code", code)
        .put("diagnostics", text);
    if (challenge != null) {
      context.response().putHeader("WWW-Authenticate", challenge);
    }
    context.response().setStatusCode(status);
    return send(context, outcome);
  }

  private static Future<Void> send(RoutingContext context, ObjectNode resource) {
    return context
        .response()
        .putHeader("Content-Type", MEDIA_TYPE)
        .putHeader("Cache-Control", "no-store")
        .end(resource.toString());
  }
}
