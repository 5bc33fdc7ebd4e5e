package org.trousse.record.seal.page;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.trousse.record.care.page.FormRoutes;
import org.trousse.record.care.page.FormRoutes.Visit;
import org.trousse.record.seal.Proof;
import org.trousse.record.seal.Proof.Found;
import org.trousse.record.seal.ProofStore;
import org.trousse.record.seal.Tampered;
import org.trousse.sdk.PatientId;

/// `/fr/journal/preuve/{id}`, `/en/access-log/proof/{id}`: that an event is sealed, for the patient
/// whose event it is; with `format=json` the proof itself.
public final class ProofRoutes {
  private final FormRoutes forms;
  private final ProofStore proofs;

  public ProofRoutes(FormRoutes forms, ProofStore proofs) {
    this.forms = forms;
    this.proofs = proofs;
  }

  public void mount(Router router) {
    forms.get(
        router,
        words -> ProofAddress.of(words, ":id"),
        words -> words.text("care.log.address"),
        this::show);
  }

  private Future<?> show(Visit visit) {
    PatientId patient = visit.who().patient();
    Optional<UUID> id = id(Objects.requireNonNullElse(visit.context().pathParam("id"), ""));
    if (patient == null || id.isEmpty()) {
      return FormRoutes.fail(visit.context(), 404);
    }
    boolean file = visit.parameter("format").equals("json");
    return proofs
        .find(patient, id.get())
        .compose(found ->
            switch (found) {
              case Found.Unknown() -> FormRoutes.fail(visit.context(), 404);
              case Found.Sealed(Proof proof) when file -> download(visit, proof, id.get());
              case Found.Sealed _, Found.Waiting _ ->
                  page(
                      visit,
                      200,
                      ProofView.of(found, id.get(), visit.words(), forms.clock()),
                      id.get());
            })
        .recover(failure ->
            failure instanceof Tampered
                ? page(visit, 500, ProofView.broken(id.get(), visit.words()), id.get())
                : Future.failedFuture(failure));
  }

  private Future<Void> page(Visit visit, int status, ProofView view, UUID id) {
    return forms.send(
        visit.context(),
        visit.words(),
        status,
        visit.words().text("proof.title"),
        ProofAddress.path(visit.words(), id.toString()),
        "proof.jte",
        view);
  }

  private static Future<Void> download(Visit visit, Proof proof, UUID id) {
    String name = visit.words().text("proof.file", id);
    return visit
        .context()
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .end(ProofJson.of(proof));
  }

  private static Optional<UUID> id(String text) {
    try {
      UUID id = UUID.fromString(text);
      return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException madeUp) {
      return Optional.empty();
    }
  }
}
