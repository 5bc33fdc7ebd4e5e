package org.trousse.examples;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.trousse.sdk.http.Form;
import org.trousse.sdk.jose.DpopKey;
import org.trousse.sdk.jose.PrivateJwk;
import org.trousse.sdk.oauth.Answer;
import org.trousse.sdk.oauth.AuthorizationRequest;
import org.trousse.sdk.oauth.ClientIdentity;
import org.trousse.sdk.oauth.OAuthClient;
import org.trousse.sdk.oauth.TokenKeeper;
import org.trousse.sdk.oauth.TokenSet;
import org.trousse.sdk.record.Observation;
import org.trousse.sdk.record.RecordClient;

/// A server app of the FAPI 2.0 family (pushed request, private_key_jwt, DPoP): asks once, then
/// prints the last 14 days, day by day.
public final class ServerApp {
  private static final Set<String> SCOPES =
      Set.of("launch/patient", "patient/Observation.rs", "offline_access");

  private static final int DAYS = 14;
  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
  private static final int PATIENCE_MIN = 10;

  private ServerApp() {}

  /// Exits with 0 when it could read, with 1 when not. The one argument, a client id, may be left
  /// out.
  public static void main(String[] arguments) throws Exception {
    DemoApps demo = DemoApps.read();
    DemoApps.App app =
        demo.app(Arrays.stream(arguments).findFirst(), one -> one.profile().equals("fapi2"));
    PrivateJwk key =
        PrivateJwk.parse(
            Files.readString(Objects.requireNonNull(app.key(), "an app with a private key")));
    SecureRandom random = new SecureRandom();
    ClientIdentity identity =
        ClientIdentity.fapi2(app.clientId(), key, DpopKey.fresh(random), random);
    URI redirectUri = Objects.requireNonNull(app.redirectUri(), "an app with a redirect_uri");
    AuthorizationRequest request = AuthorizationRequest.fresh(redirectUri, SCOPES, random);

    Answer<List<Observation>> readings =
        OAuthClient.discover(
                HttpClient.newHttpClient(), demo.fhirBase(), identity, Clock.systemUTC())
            .thenCompose(found ->
                found.thenAsk(client ->
                    tokens(client, request)
                        .thenCompose(given -> given.thenAsk(tokens -> read(client, tokens)))))
            .get(PATIENCE_MIN, TimeUnit.MINUTES);

    readings.found().ifPresent(ServerApp::print);
    readings.refusal().ifPresent(System.err::println);
    System.exit(readings.found().isPresent() ? 0 : 1);
  }

  /// Pushes the request, lets the patient answer in a browser, redeems the code.
  private static CompletableFuture<Answer<TokenSet>> tokens(
      OAuthClient client, AuthorizationRequest request) {
    return client
        .authorizationUrl(request)
        .thenCompose(pushed ->
            pushed.thenAsk(url -> {
              System.out.println("open " + url);
              return cameBack(request.redirectUri())
                  .thenCompose(uri -> client.exchange(request, uri));
            }));
  }

  /// Reads all of the last days; the keeper refreshes the tokens when they end meanwhile.
  private static CompletableFuture<Answer<List<Observation>>> read(
      OAuthClient client, TokenSet tokens) {
    // a real app keeps the tokens in its own store each time they are new
    TokenKeeper keeper = new TokenKeeper(client, tokens, newer -> {});
    LocalDate first = LocalDate.now(ZONE).minusDays(DAYS);
    return new RecordClient(client, keeper)
        .all(Form.of("date", "ge" + first).with("_sort", "date").with("_count", "500"));
  }

  /// The address at which the patient's browser comes back, once.
  private static CompletableFuture<URI> cameBack(URI redirectUri) {
    CompletableFuture<URI> came = new CompletableFuture<>();
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(redirectUri.getHost(), redirectUri.getPort()), 0);
      server.createContext(
          redirectUri.getPath(),
          exchange -> {
            byte[] thanks = "You may close this page.".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, thanks.length);
            exchange.getResponseBody().write(thanks);
            exchange.close();
            came.complete(exchange.getRequestURI());
          });
      server.start();
      return came.whenComplete((uri, failed) -> server.stop(1));
    } catch (IOException failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  /// One line for each day and kind: how many, lowest, mean, highest.
  private static void print(List<Observation> observations) {
    Map<String, List<BigDecimal>> rows = new TreeMap<>();
    for (Observation one : observations) {
      if (one.effective() != null && !one.status().equals("entered-in-error")) {
        String day = LocalDate.ofInstant(one.effective(), ZONE).toString();
        for (Observation.Value value : one.values()) {
          String row = day + "  " + one.display() + "  " + value.loinc() + "  " + value.unit();
          rows.computeIfAbsent(row, fresh -> new ArrayList<>()).add(value.number());
        }
      }
    }
    rows.forEach((row, numbers) -> System.out.println(row + "  " + summary(numbers)));
    System.out.println(observations.size() + " readings in " + DAYS + " days");
  }

  private static String summary(List<BigDecimal> numbers) {
    List<BigDecimal> sorted = numbers.stream().sorted().collect(Collectors.toList());
    BigDecimal sum = sorted.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal mean = sum.divide(BigDecimal.valueOf(sorted.size()), 1, RoundingMode.HALF_EVEN);
    return "n=%d min=%s mean=%s max=%s"
        .formatted(sorted.size(), sorted.get(0), mean, sorted.get(sorted.size() - 1));
  }
}
