package org.trousse.consent.authorize;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// One form, read whole: a scope may be longer than what the server lets a form's field be.
final class FormLane {
  static final int BYTES_MAX = 64 * 1024;

  private static final String FORM = "application/x-www-form-urlencoded";

  private FormLane() {}

  /// Empty: it is no form, or longer than [#BYTES_MAX].
  static Future<Optional<Parameters>> read(HttpServerRequest request) {
    String type = request.getHeader("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
      return Future.succeededFuture(Optional.empty());
    }
    Promise<Optional<Parameters>> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    request.exceptionHandler(promise::tryFail);
    request.handler(chunk -> {
      if (body.length() + chunk.length() > BYTES_MAX) {
        promise.tryComplete(Optional.empty());
      } else {
        body.appendBuffer(chunk);
      }
    });
    request.endHandler(
        end -> promise.tryComplete(Parameters.parse(body.toString(StandardCharsets.UTF_8))));
    return promise.future();
  }
}
