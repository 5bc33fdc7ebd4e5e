package org.trousse.referencing.browser;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The line to one browser, in the DevTools protocol: numbered commands and their answers, and
/// events. It stays on one event loop.
final class DevtoolsCaller {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final WebSocket socket;
  private final Map<Integer, Promise<JsonNode>> asked = new HashMap<>();
  private final Map<String, Consumer<JsonNode>> heard = new HashMap<>();
  private int last;

  private DevtoolsCaller(WebSocket socket) {
    this.socket = socket;
    socket.textMessageHandler(this::took);
    socket.exceptionHandler(broken -> closed());
    socket.closeHandler(gone -> closed());
  }

  /// @param door what the browser wrote: its port and, on the next line, the path
  static Future<DevtoolsCaller> open(WebSocketClient client, String door) {
    String[] lines = door.strip().split("\n", -1);
    if (lines.length != 2 || !lines[0].matches("[0-9]{1,5}")) {
      return Future.failedFuture("the browser named no door");
    }
    return client
        .connect(
            new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(Integer.parseInt(lines[0]))
                .setURI(lines[1])
                .setAllowOriginHeader(false))
        .map(DevtoolsCaller::new);
  }

  /// Fails when the browser refuses, or is gone.
  ///
  /// @param session empty: the browser as a whole
  Future<JsonNode> ask(String session, String method, Map<String, ?> parameters) {
    int id = ++last;
    Promise<JsonNode> promise = Promise.promise();
    asked.put(id, promise);
    Map<String, Object> message = new HashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    socket
        .writeFinalTextFrame(JSON.writeValueAsString(message))
        .onFailure(broken -> fail(id, "the browser is gone"));
    return promise.future();
  }

  /// Each event of this name goes to the listener.
  void hear(String event, Consumer<JsonNode> listener) {
    heard.put(event, listener);
  }

  private void took(String text) {
    JsonNode message;
    try {
      message = JSON.readTree(text);
    } catch (JacksonException garbled) {
      closed();
      return;
    }
    JsonNode id = message.path("id");
    if (!id.isMissingNode()) {
      if (message.has("error")) {
        fail(id.asInt(0), message.path("error").path("message").asString("refused"));
      } else {
        Promise<JsonNode> promise = asked.remove(id.asInt(0));
        if (promise != null) {
          promise.tryComplete(message.path("result"));
        }
      }
      return;
    }
    Consumer<JsonNode> listener = heard.get(message.path("method").asString(""));
    if (listener != null) {
      listener.accept(message.path("params"));
    }
  }

  private void fail(int id, String why) {
    Promise<JsonNode> promise = asked.remove(id);
    if (promise != null) {
      promise.tryFail(why);
    }
  }

  private void closed() {
    Map.copyOf(asked).keySet().forEach(id -> fail(id, "the browser is gone"));
  }
}
