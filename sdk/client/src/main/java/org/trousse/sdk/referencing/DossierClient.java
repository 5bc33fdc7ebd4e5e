package org.trousse.sdk.referencing;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.json.JsonObject;

/// Dossiers over the referencing API, as a vendor's script or as a person. What officers alone do
/// is in [OfficerClient]. Safe to use from several threads.
public final class DossierClient {
  private static final String ALL = "/dossiers";

  private final DossierCaller caller;

  /// @param platform its public address
  /// @param language of the words in problems
  public DossierClient(
      HttpClient client, URI platform, Credential who, Locale language, Clock clock) {
    this.caller = new DossierCaller(client, platform, who, language, clock);
  }

  DossierClient(DossierCaller caller) {
    this.caller = caller;
  }

  /// Who one is here.
  ///
  /// @param officer the role, e.g. `LEAD`; null for who is none
  /// @param formToken of the session; null for a script
  public record Me(
      List<Organisation> organisations, @Nullable String officer, @Nullable String formToken) {
    public Me {
      organisations = List.copyOf(organisations);
    }

    /// Never the token.
    @Override
    public String toString() {
      return "Me(…)";
    }
  }

  /// A vendor.
  ///
  /// @param role of the one who asks, e.g. `OWNER`
  public record Organisation(
      String id, String legalName, String registration, String country, String role) {
    static Organisation read(JsonObject object) {
      return new Organisation(
          object.text("id").orElse(""),
          object.text("legalName").orElse(""),
          object.text("registration").orElse(""),
          object.text("country").orElse(""),
          object.text("role").orElse(""));
    }
  }

  /// What somebody decides.
  ///
  /// @param move e.g. `SUBMIT`
  /// @param code why, one of the move's reasons
  /// @param criteria on which it rests; empty where the move asks for none
  /// @param snapshot of the evidence that was seen
  /// @param reason in words; null: the code's own
  public record Decision(
      String move, String code, List<String> criteria, String snapshot, @Nullable Words reason) {
    public Decision {
      criteria = List.copyOf(criteria);
    }

    JsonObject json() {
      return JsonObject.EMPTY
          .with("move", move)
          .with("code", code)
          .with("criteria", criteria)
          .with("snapshot", snapshot)
          .with("reason", reason == null ? null : reason.json());
    }
  }

  /// A thread on one criterion.
  ///
  /// @param turn whose it is to write
  public record Question(String criterion, boolean open, String turn, boolean stopsClock) {
    static Question read(JsonObject object) {
      return new Question(
          object.text("criterion").orElse(""),
          object.isTrue("open"),
          object.text("turn").orElse(""),
          object.isTrue("stopsClock"));
    }
  }

  public CompletableFuture<Reply<Me>> me() {
    return caller.get("/organisations/me").thenApply(DossierCaller.as(DossierClient::me));
  }

  private static Optional<Me> me(JsonObject object) {
    return Optional.of(
        new Me(
            object.objects("organisations").stream().map(Organisation::read).toList(),
            object.text("officer").orElse(null),
            object.text("csrf").orElse(null)));
  }

  /// A new dossier of a new app.
  public CompletableFuture<Reply<DossierView>> begin(String organisation) {
    return view(caller.post(ALL, JsonObject.EMPTY.with("organisation", organisation)));
  }

  /// A new dossier of an app whose last one has ended.
  ///
  /// @param software as [DossierView#software] names it
  public CompletableFuture<Reply<DossierView>> begin(String organisation, String software) {
    return view(
        caller.post(
            ALL, JsonObject.EMPTY.with("organisation", organisation).with("software", software)));
  }

  public CompletableFuture<Reply<DossierView>> view(String dossier) {
    return view(caller.get(at(dossier, "")));
  }

  /// Keeps a draft of the manifest, whatever it says; [DossierView#errors] tells what to mend.
  public CompletableFuture<Reply<DossierView>> saveManifest(String dossier, String json) {
    return view(caller.put(at(dossier, "/manifest"), json));
  }

  /// Hands a file in: PDF, JSON, PNG, JPEG or WebP, at most 10 MB.
  ///
  /// @return its SHA-256, as the platform counted it
  public CompletableFuture<Reply<String>> handIn(
      String dossier, String criterion, String name, byte[] file) {
    String query = Form.of("name", name).encoded();
    return caller
        .put(at(dossier, "/evidence/" + word(criterion) + "?" + query), file)
        .thenApply(DossierCaller.as(object -> object.text("sha256")));
  }

  /// Begins a run of the automatic checks.
  ///
  /// @param criteria which; empty: all
  /// @return its id, or that of the one which is under way
  public CompletableFuture<Reply<String>> beginChecks(String dossier, Set<String> criteria) {
    JsonObject body = JsonObject.EMPTY.with("criteria", List.copyOf(criteria));
    return caller
        .post(at(dossier, "/checks"), body)
        .thenApply(DossierCaller.as(object -> object.text("run")));
  }

  public CompletableFuture<Reply<CheckRun>> run(String dossier, String run) {
    return caller
        .get(at(dossier, "/checks/" + word(run)))
        .thenApply(DossierCaller.as(CheckRun::read));
  }

  /// Runs the checks and waits for their end.
  ///
  /// @param patience for all of it, also for the ten seconds between two runs
  public CompletableFuture<Reply<CheckRun>> check(
      String dossier, Set<String> criteria, Duration patience) {
    return caller
        .until(() -> beginChecks(dossier, criteria), begun -> true, patience)
        .thenCompose(begun ->
            begun.thenAsk(
                id -> caller.until(() -> run(dossier, id), run -> run.ended() != null, patience)));
  }

  /// Waits until the dossier is in one of the states.
  public CompletableFuture<Reply<DossierView>> await(
      String dossier, Set<String> states, Duration patience) {
    return caller.until(() -> view(dossier), seen -> states.contains(seen.state()), patience);
  }

  /// Moves the dossier, or proposes it where two people are needed.
  ///
  /// @return where it stands then; criteria are not told
  public CompletableFuture<Reply<DossierView>> move(String dossier, Decision decision) {
    return view(caller.post(at(dossier, "/moves"), decision.json()));
  }

  public CompletableFuture<Reply<List<Question>>> questions(String dossier) {
    return caller
        .get(at(dossier, "/questions"))
        .thenApply(reply ->
            reply.then(object ->
                Reply.given(object.objects("questions").stream().map(Question::read).toList())));
  }

  /// Writes in a thread.
  public CompletableFuture<Reply<JsonObject>> say(String dossier, String criterion, String words) {
    return caller.post(
        at(dossier, "/questions/" + word(criterion)),
        JsonObject.EMPTY.with("act", "SAY").with("words", words));
  }

  static CompletableFuture<Reply<DossierView>> view(CompletableFuture<Reply<JsonObject>> answer) {
    return answer.thenApply(DossierCaller.as(DossierView::read));
  }

  static String at(String dossier, String below) {
    return ALL + "/" + word(dossier) + below;
  }

  /// One step of a path, whatever is in it.
  static String word(String text) {
    return Form.of("", text).encoded().substring(1).replace("+", "%20");
  }
}
