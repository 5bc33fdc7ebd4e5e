package org.trousse.referencing.evidence;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.trousse.referencing.door.AnswerLane;
import org.trousse.referencing.door.DoorProblemKind;
import org.trousse.referencing.door.DossierDoorLane;
import org.trousse.referencing.door.DossierDoorLane.Entered;
import org.trousse.referencing.door.VisitorLane;
import org.trousse.referencing.evidence.EvidenceLane.File;
import org.trousse.referencing.evidence.HandIn.NotTaken;
import org.trousse.referencing.evidence.HandIn.Taken;
import org.trousse.referencing.evidence.UploadLane.Upload;
import org.trousse.referencing.evidence.content.FileName;
import org.trousse.referencing.member.register.Answer;
import org.trousse.referencing.member.register.Answer.Given;
import org.trousse.referencing.text.Text;

/// `/referencing/dossiers/{id}/evidence`: hand in, list, fetch, take back. What is fetched is
/// always saved and never shown, whatever it is.
public final class EvidenceRoutes {
  private static final String ALL = "/referencing/dossiers/:id/evidence";
  private static final String OF_CRITERION = ALL + "/:criterion";
  private static final String ONE = OF_CRITERION + "/:piece";
  private static final int SLICE_BYTES = 256 * 1024;
  private static final int NAME_CHARS_MAX = 500;

  /// An id that no piece has.
  private static final UUID NO_PIECE = new UUID(0, 0);

  private static final Text NAME =
      new Text(
          "Ajoutez le nom du fichier : ?name=rapport.pdf (500 caractères au plus).",
          "Add the file's name: ?name=report.pdf (at most 500 characters).");
  private static final Text FORM =
      new Text(
          "Le formulaire doit être en multipart/form-data, avec un seul fichier.",
          "The form must be multipart/form-data, with one file.");

  private final DossierDoorLane door;
  private final EvidenceLane evidence;
  private final UploadLane uploads;

  /// What a page does with the outcome of its form.
  @FunctionalInterface
  public interface ShowsOutcome {
    void show(RoutingContext context, Entered entered, HandIn outcome);
  }

  public EvidenceRoutes(DossierDoorLane door, EvidenceLane evidence, UploadLane uploads) {
    this.door = door;
    this.evidence = evidence;
    this.uploads = uploads;
  }

  /// Adds the API to the router of the calling event loop.
  public void mount(Router router) {
    router.put(OF_CRITERION).handler(this::put);
    router.get(ALL).handler(this::list);
    router.get(ONE).handler(this::fetch);
    router.delete(ONE).handler(this::remove);
  }

  /// For a page's `POST` of a multipart form with the fields `csrf`, `criterion` and one file, at a
  /// path with the dossier's `:id`.
  public void form(RoutingContext context, ShowsOutcome then) {
    context.request().pause();
    door.enterByForm(context)
        .compose(entered ->
            entered.isEmpty()
                ? gone(context)
                : uploads
                    .form(context)
                    .compose(upload -> formed(context, entered.get(), upload))
                    .onSuccess(outcome -> {
                      then.show(context, entered.get(), outcome);
                      uploads.farewell(context);
                    })
                    .<Void>mapEmpty())
        .onFailure(cause -> AnswerLane.withhold(context, cause));
  }

  private Future<HandIn> formed(RoutingContext context, Entered entered, Upload upload) {
    return switch (upload) {
      case Upload.Stopped(var kind) when kind == DoorProblemKind.NOT_READABLE ->
          Future.succeededFuture(new NotTaken(kind, FORM));
      case Upload.Stopped(var kind) -> Future.succeededFuture(new NotTaken(kind));
      case Upload.Whole(var name, var bytes) -> {
        String token = context.request().getFormAttribute("csrf");
        String criterion = context.request().getFormAttribute("criterion");
        yield VisitorLane.brings(entered.visitor(), token)
            ? evidence.handIn(entered, new File(criterion == null ? "" : criterion, name, bytes))
            : Future.succeededFuture(new NotTaken(DoorProblemKind.FORM_TOKEN));
      }
    };
  }

  private void put(RoutingContext context) {
    context.request().pause();
    door.enter(context)
        .compose(entered -> entered.isEmpty() ? gone(context) : taken(context, entered.get()))
        .onFailure(cause -> {
          AnswerLane.withhold(context, cause);
          uploads.farewell(context);
        });
  }

  /// The refusal was sent already.
  private Future<Void> gone(RoutingContext context) {
    uploads.farewell(context);
    return Future.succeededFuture();
  }

  private Future<Void> taken(RoutingContext context, Entered entered) {
    String criterion = String.valueOf(context.pathParam("criterion"));
    String name = context.request().getParam("name");
    Optional<NotTaken> refusal = EvidenceLane.refusal(entered, criterion);
    Future<HandIn> outcome;
    if (refusal.isPresent()) {
      outcome = Future.succeededFuture(refusal.get());
    } else if (name == null || name.isBlank() || name.length() > NAME_CHARS_MAX) {
      outcome = Future.succeededFuture(new NotTaken(DoorProblemKind.NOT_READABLE, NAME));
    } else {
      outcome =
          uploads
              .body(context)
              .compose(upload ->
                  switch (upload) {
                    case Upload.Stopped(var kind) -> Future.succeededFuture(new NotTaken(kind));
                    case Upload.Whole(_, var bytes) ->
                        evidence.handIn(entered, new File(criterion, name, bytes));
                  });
    }
    return outcome.compose(done -> answer(context, done));
  }

  private Future<Void> answer(RoutingContext context, HandIn outcome) {
    if (outcome instanceof NotTaken(var kind, var why)) {
      HttpServerRequest request = context.request();
      if (!request.isEnded() && request.version() != HttpVersion.HTTP_2) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      }
      return AnswerLane.refuse(context, kind, why).onSuccess(sent -> uploads.farewell(context));
    }
    Taken taken = (Taken) outcome;
    return AnswerLane.json(
        context, taken.fresh() ? 201 : 200, EvidenceJson.one(taken.evidence(), true));
  }

  private void list(RoutingContext context) {
    door.enter(context)
        .compose(entered ->
            entered.isEmpty()
                ? Future.<Void>succeededFuture()
                : evidence
                    .list(entered.get().who(), entered.get().dossier())
                    .compose(answer -> {
                      if (answer instanceof Given<List<Evidence>>(var all)) {
                        return AnswerLane.json(context, 200, EvidenceJson.list(all));
                      }
                      DossierDoorLane.refuse(context, answer);
                      return Future.<Void>succeededFuture();
                    }))
        .onFailure(cause -> AnswerLane.withhold(context, cause));
  }

  private void fetch(RoutingContext context) {
    Optional<UUID> piece = DossierDoorLane.uuid(context.pathParam("piece"));
    door.enter(context)
        .compose(entered ->
            entered.isEmpty()
                ? Future.<Void>succeededFuture()
                : evidence
                    .find(entered.get().who(), entered.get().dossier(), piece.orElse(NO_PIECE))
                    .compose(answer -> fetched(context, answer)))
        .onFailure(cause -> cutOff(context, cause));
  }

  private Future<Void> fetched(RoutingContext context, Answer<Evidence> answer) {
    if (!(answer instanceof Given<Evidence>(var found))) {
      DossierDoorLane.refuse(context, answer);
      return Future.succeededFuture();
    }
    if (!found.criterion().equals(context.pathParam("criterion"))) {
      return AnswerLane.refuse(context, DoorProblemKind.NO_SUCH_THING);
    }
    HttpServerResponse response =
        context
            .response()
            .putHeader(HttpHeaders.CONTENT_TYPE, found.kind().mediaType())
            .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(found.bytes()))
            .putHeader(HttpHeaders.CONTENT_DISPOSITION, FileName.disposition(found.name()))
            .putHeader("X-Content-Type-Options", "nosniff")
            .putHeader("Content-Security-Policy", "sandbox; default-src 'none'")
            .putHeader("Cross-Origin-Resource-Policy", "same-origin")
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
            .putHeader("Repr-Digest", digest(found.sha256()));
    return send(response, found, 0);
  }

  /// Slice by slice, the next when the last has left: a slow reader holds one.
  private Future<Void> send(HttpServerResponse response, Evidence found, int from) {
    if (from >= found.bytes()) {
      return response.end();
    }
    return evidence
        .slice(found, from, SLICE_BYTES)
        .compose(part ->
            part.length() == 0
                ? Future.failedFuture("the file went away")
                : response
                    .write(part)
                    .compose(sent -> send(response, found, from + part.length())));
  }

  /// RFC 9530 §3.
  private static String digest(String sha256) {
    byte[] hash = HexFormat.of().parseHex(sha256);
    return "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":";
  }

  /// A half-sent file must not look whole.
  private static void cutOff(RoutingContext context, Throwable cause) {
    if (context.response().headWritten()) {
      context.response().reset();
    } else {
      AnswerLane.withhold(context, cause);
    }
  }

  private void remove(RoutingContext context) {
    Optional<UUID> piece = DossierDoorLane.uuid(context.pathParam("piece"));
    door.enter(context)
        .compose(entered ->
            entered.isEmpty()
                ? Future.<Void>succeededFuture()
                : evidence
                    .remove(entered.get().who(), entered.get().dossier(), piece.orElse(NO_PIECE))
                    .compose(answer -> {
                      if (answer instanceof Given<EvidenceStore.Gone>(var gone)) {
                        return AnswerLane.json(
                            context, 200, Map.of("became", gone.name().toLowerCase(Locale.ROOT)));
                      }
                      DossierDoorLane.refuse(context, answer);
                      return Future.<Void>succeededFuture();
                    }))
        .onFailure(cause -> AnswerLane.withhold(context, cause));
  }
}
