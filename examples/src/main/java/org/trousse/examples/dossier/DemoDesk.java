package org.trousse.examples.dossier;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.referencing.Credential;
import org.trousse.sdk.referencing.DossierClient;
import org.trousse.sdk.referencing.DossierClient.Organisation;
import org.trousse.sdk.referencing.OfficerClient;

/// The vendor and the officers that the running demo invented, as its file names them. A real
/// vendor makes its key on the page of its organisation; real officers are people.
///
/// @param script the vendor's, by its API key
/// @param owner the person who signs for the vendor
/// @param reviewer the officer who leads the dossier
/// @param voters two officers who decide together
record DemoDesk(
    URI platform,
    Organisation vendor,
    DossierClient script,
    DossierClient owner,
    OfficerClient reviewer,
    List<OfficerClient> voters) {
  private static final int CHARACTERS_MAX = 1_000_000;
  private static final Set<String> REVIEW = Set.of("LEAD", "REVIEWER");
  private static final Set<String> VOTE = Set.of("COMMITTEE", "LEAD");

  /// Somebody who signed in.
  private record Officer(String role, OfficerClient client) {}

  static DemoDesk read(Path file, HttpClient http) throws IOException, InterruptedException {
    JsonObject demo = JsonObject.parse(Files.readString(file), CHARACTERS_MAX);
    URI platform = URI.create(needed(demo, "http"));
    URI signIn = URI.create(needed(demo, "signin"));
    JsonObject vendor =
        demo.objects("vendors").stream()
            .findFirst()
            .orElseThrow(() -> new IOException("the demo has no vendor"));
    DossierClient script = client(http, platform, new Credential.ApiKey(needed(vendor, "api_key")));
    Credential.Session owner = signIn(http, platform, signIn, needed(vendor, "person"));

    List<Officer> officers = new ArrayList<>();
    for (JsonObject one : demo.objects("officers")) {
      if (one.text("person").isEmpty()) {
        continue; // sits on the committee, and nobody plays them
      }
      Credential.Session session = signIn(http, platform, signIn, needed(one, "person"));
      officers.add(
          new Officer(
              needed(one, "role").toUpperCase(Locale.ROOT),
              new OfficerClient(http, platform, session, Locale.ENGLISH, Clock.systemUTC())));
    }
    return new DemoDesk(
        platform,
        organisation(script, needed(vendor, "organisation")),
        script,
        client(http, platform, owner),
        first(officers, REVIEW, 1).get(0),
        first(officers, VOTE, 2));
  }

  private static Organisation organisation(DossierClient script, String id) {
    return DossierWalk.got("ask who we are", script.me()).organisations().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the key is of another organisation"));
  }

  private static List<OfficerClient> first(List<Officer> officers, Set<String> roles, int count)
      throws IOException {
    List<OfficerClient> found =
        officers.stream()
            .filter(one -> roles.contains(one.role()))
            .map(Officer::client)
            .limit(count)
            .toList();
    if (found.size() < count) {
      throw new IOException("the demo has too few officers of " + roles);
    }
    return found;
  }

  private static DossierClient client(HttpClient http, URI platform, Credential who) {
    return new DossierClient(http, platform, who, Locale.ENGLISH, Clock.systemUTC());
  }

  /// As the demo's list of people does: choosing somebody opens a session. What the session may
  /// change, it changes with its form token.
  private static Credential.Session signIn(HttpClient http, URI platform, URI signIn, String person)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(signIn)
            .header("Content-Type", Form.MEDIA_TYPE)
            .POST(BodyPublishers.ofString(Form.of("person", person).encoded()))
            .build();
    HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
    String cookie =
        answer.headers().allValues("Set-Cookie").stream()
            .flatMap(line -> HttpCookie.parse(line).stream())
            .filter(one -> !one.getValue().isEmpty())
            .map(one -> one.getName() + "=" + one.getValue())
            .findFirst()
            .orElseThrow(() -> new IOException("nobody was signed in: " + answer.statusCode()));
    DossierClient reader = client(http, platform, new Credential.Session(cookie, ""));
    String token = DossierWalk.got("ask who signed in", reader.me()).formToken();
    return new Credential.Session(cookie, token == null ? "" : token);
  }

  private static String needed(JsonObject object, String name) throws IOException {
    return object
        .text(name)
        .or(() -> object.number(name).map(Object::toString))
        .orElseThrow(() -> new IOException("the demo's file has no " + name));
  }

  /// Never a key.
  @Override
  public String toString() {
    return "DemoDesk(" + platform + ")";
  }
}
