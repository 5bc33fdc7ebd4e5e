package org.trousse.sdk.referencing;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.json.JsonObject;

/// What officers do with dossiers over the referencing API.
public final class OfficerClient {
  private final DossierCaller caller;
  private final DossierClient dossiers;

  /// @param platform its public address
  /// @param language of the words in problems
  public OfficerClient(
      HttpClient client, URI platform, Credential.Session who, Locale language, Clock clock) {
    this.caller = new DossierCaller(client, platform, who, language, clock);
    this.dossiers = new DossierClient(caller);
  }

  /// One criterion, judged.
  ///
  /// @param word `CONFORM`, `PARTIAL`, `NOT_CONFORM_MINOR`, `NOT_CONFORM_MAJOR`, `NOT_APPLICABLE`
  ///   or `NOT_VERIFIED`
  /// @param due by when a reserve must be mended, `2027-01-31`; null for none
  /// @param version of the verdict that was seen, 0 where there was none
  /// @param snapshot of the evidence that was seen
  public record NewVerdict(
      String criterion,
      String word,
      Words reason,
      @Nullable String due,
      long version,
      String snapshot) {
    JsonObject json() {
      return JsonObject.EMPTY
          .with("criterion", criterion)
          .with("word", word)
          .with("reason", reason.json())
          .with("due", due)
          .with("version", version)
          .with("snapshot", snapshot);
    }
  }

  /// What every visitor may do: see, move, wait.
  public DossierClient dossiers() {
    return dossiers;
  }

  /// Takes a dossier on, or gives it back.
  public CompletableFuture<Reply<JsonObject>> take(String dossier, boolean mine) {
    return caller.post(DossierClient.at(dossier, "/taken"), JsonObject.EMPTY.with("mine", mine));
  }

  public CompletableFuture<Reply<DossierView>> judge(String dossier, NewVerdict verdict) {
    return DossierClient.view(caller.post(DossierClient.at(dossier, "/verdicts"), verdict.json()));
  }

  /// Proposes an opinion of the committee, which says who sat; whoever confirms it has sat too.
  /// What the quorum lacks comes back as [DossierProblem.NoQuorum].
  ///
  /// @param opinion e.g. `OPINE_FAVOURABLE`
  /// @param present accounts out of [DossierView#committee], none of them recused
  public CompletableFuture<Reply<DossierView>> opine(
      String dossier, DossierClient.Decision opinion, List<String> present) {
    return DossierClient.view(
        caller.post(DossierClient.at(dossier, "/moves"), opinion.json().with("present", present)));
  }

  /// The second person's yes to what another officer proposed.
  public CompletableFuture<Reply<DossierView>> confirm(
      String dossier, long proposal, String snapshot) {
    return second(
        dossier, proposal, JsonObject.EMPTY.with("decision", "CONFIRM").with("snapshot", snapshot));
  }

  /// The second person's no.
  public CompletableFuture<Reply<DossierView>> decline(
      String dossier, long proposal, Words reason) {
    return second(
        dossier,
        proposal,
        JsonObject.EMPTY.with("decision", "DECLINE").with("reason", reason.json()));
  }

  private CompletableFuture<Reply<DossierView>> second(
      String dossier, long proposal, JsonObject body) {
    return DossierClient.view(
        caller.post(DossierClient.at(dossier, "/proposals/" + proposal), body));
  }

  /// Asks the vendor; where it stops the clock, the vendor's turn lasts until it is answered.
  public CompletableFuture<Reply<JsonObject>> ask(
      String dossier, String criterion, String words, boolean stopsClock) {
    return caller.post(
        DossierClient.at(dossier, "/questions/" + DossierClient.word(criterion)),
        JsonObject.EMPTY.with("act", "ASK").with("words", words).with("stopsClock", stopsClock));
  }
}
