package org.trousse.record.subscribe.send;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// An app's server on loopback, which keeps what it is told.
public final class Receiver implements AutoCloseable {
  /// What came.
  ///
  /// @param latin each byte as a character
  /// @param status that was answered
  public record Told(String path, Map<String, List<String>> headers, String latin, int status) {
    public String body() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    private byte[] bytes() {
      return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    public String header(String name) {
      return headers.entrySet().stream()
          .filter(one -> one.getKey().equalsIgnoreCase(name))
          .map(one -> one.getValue().getFirst())
          .findFirst()
          .orElse("");
    }

    public boolean is(String type) {
      return body().contains("\"valueCode\":\"" + type + "\"");
    }

    /// The numbers of the events in it.
    public List<Long> numbers() {
      return NUMBER.matcher(body()).results().map(one -> Long.valueOf(one.group(1))).toList();
    }

    /// The addresses of the readings in it.
    public List<String> focuses() {
      return FOCUS.matcher(body()).results().map(one -> one.group(1)).toList();
    }

    /// As the documentation shows it.
    public boolean isSignedWith(String secret) {
      try {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update(
            (header("webhook-id") + "." + header("webhook-timestamp") + ".")
                .getBytes(StandardCharsets.UTF_8));
        String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(bytes()));
        return MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8),
            header("webhook-signature").getBytes(StandardCharsets.UTF_8));
      } catch (GeneralSecurityException absent) {
        throw new IllegalStateException(absent);
      }
    }

    /// The same with another byte in it.
    public Told forged() {
      int middle = latin.length() / 2;
      String other =
          latin.substring(0, middle)
              + (char) (latin.charAt(middle) ^ 1)
              + latin.substring(middle + 1);
      return new Told(path, headers, other, status);
    }
  }

  private static final Pattern NUMBER =
      Pattern.compile("\"event-number\",\"valueString\":\"([0-9]+)\"");
  private static final Pattern FOCUS =
      Pattern.compile("\"focus\",\"valueReference\":\\{\"reference\":\"([^\"]+)\"");

  private final HttpServer server;
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private volatile int usual = 200;

  public Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Integer next = answers.poll();
      int status = next == null ? usual : next;
      told.add(
          new Told(
              exchange.getRequestURI().getPath(),
              Map.copyOf(exchange.getRequestHeaders()),
              new String(body, StandardCharsets.ISO_8859_1),
              status));
      if (status >= 300 && status < 400) {
        exchange.getResponseHeaders().add("Location", address() + "/elsewhere");
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// What the next requests are answered with, one each.
  public void answers(Integer... statuses) {
    answers.addAll(List.of(statuses));
  }

  /// What all others are answered with.
  public void usually(int status) {
    usual = status;
  }

  public List<Told> told() {
    return told;
  }

  /// What was told, and taken, of this type.
  public List<Told> taken(String type) {
    return told.stream().filter(one -> one.status() < 300 && one.is(type)).toList();
  }

  /// The numbers of all events that were taken, in the order of their coming.
  public List<Long> numbers() {
    return taken("event-notification").stream().flatMap(one -> one.numbers().stream()).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
