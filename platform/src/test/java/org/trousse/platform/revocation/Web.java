package org.trousse.platform.revocation;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/// Requests to the nodes.
public final class Web {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Watch.OWN_THREADS)
          .build();

  CompletableFuture<HttpResponse<String>> get(String address, String authorization) {
    return send(HttpRequest.newBuilder(URI.create(address)).header("Authorization", authorization));
  }

  CompletableFuture<HttpResponse<String>> post(
      String address, String authorization, String type, BodyPublisher body) {
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", authorization)
            .header("Content-Type", type)
            .POST(body));
  }

  CompletableFuture<HttpResponse<String>> form(String address, Map<String, String> fields) {
    return send(form(fields, HttpRequest.newBuilder(URI.create(address))));
  }

  CompletableFuture<HttpResponse<String>> form(
      String address, String authorization, Map<String, String> fields) {
    return send(
        form(fields, HttpRequest.newBuilder(URI.create(address)))
            .header("Authorization", authorization));
  }

  /// A form of somebody's browser.
  CompletableFuture<HttpResponse<String>> page(String address, String cookie, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Cookie", cookie)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder form(Map<String, String> fields, HttpRequest.Builder request) {
    String body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return request
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
    HttpRequest built = request.timeout(PATIENCE).build();
    return client
        .sendAsync(built, BodyHandlers.ofString())
        .exceptionally(failed -> {
          throw new CompletionException(built.method() + " " + built.uri().getPath(), failed);
        });
  }
}
