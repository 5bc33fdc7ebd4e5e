package org.trousse.referencing.evidence;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.door.DoorProblemKind;
import org.trousse.referencing.evidence.content.ContentRules;

/// Files on their way in. Their bytes are counted as they come, in memory only, until they are
/// whole: what is too much, too slow or cut off leaves nothing behind.
public final class UploadLane {
  /// How many come in at once; ten megabytes each.
  static final int AT_ONCE_MAX = 8;

  /// What a form may have beside its file.
  private static final int FORM_BYTES_MAX = 64 * 1024;

  private static final long CHECK_MILLIS = 500;

  /// How long an endless sender may go on after the refusal, so that it can read it.
  private static final long FAREWELL_MILLIS = 2_000;

  private final Vertx vertx;
  private final Limits limits;
  private final AtomicInteger underWay = new AtomicInteger();

  /// How slow a sender may be.
  ///
  /// @param whole from the first byte to the last
  /// @param pause between two of them
  public record Limits(Duration whole, Duration pause) {
    public static final Limits USUAL = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(10));
  }

  /// What came.
  sealed interface Upload {
    /// All of it.
    ///
    /// @param name as the form says it; empty outside of forms
    record Whole(String name, Buffer bytes) implements Upload {
      /// Never the content.
      @Override
      public String toString() {
        return "Whole(" + bytes.length() + " bytes)";
      }
    }

    /// Not all of it, and nothing is kept.
    record Stopped(DoorProblemKind kind) implements Upload {}
  }

  public UploadLane(Vertx vertx, Limits limits) {
    this.vertx = vertx;
    this.limits = limits;
  }

  /// The request's body; the request was paused.
  Future<Upload> body(RoutingContext context) {
    return begin(
        context,
        ContentRules.BYTES_MAX,
        reading -> {
          context.request().handler(reading::take);
          context.request().endHandler(end -> reading.end(""));
        });
  }

  /// The one file of a multipart form (RFC 7578); the request was paused.
  Future<Upload> form(RoutingContext context) {
    HttpServerRequest request = context.request();
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      return Future.succeededFuture(new Upload.Stopped(DoorProblemKind.NOT_READABLE));
    }
    return begin(
        context,
        ContentRules.BYTES_MAX + FORM_BYTES_MAX,
        reading -> {
          AtomicInteger files = new AtomicInteger();
          StringBuilder name = new StringBuilder();
          request.setExpectMultipart(true);
          request.uploadHandler(upload -> {
            if (files.incrementAndGet() > 1) {
              reading.stop(DoorProblemKind.NOT_READABLE);
            }
            name.append(upload.filename());
            upload.handler(reading::take);
          });
          request.endHandler(end -> {
            if (files.get() == 0) {
              reading.stop(DoorProblemKind.NOT_READABLE);
            }
            reading.end(name.toString());
          });
        });
  }

  /// Lets the sender's bytes come to `to`.
  private interface Attaches {
    void attach(Reading to);
  }

  private Future<Upload> begin(RoutingContext context, long most, Attaches attaches) {
    HttpServerRequest request = context.request();
    if (announced(request) > most) {
      return Future.succeededFuture(new Upload.Stopped(DoorProblemKind.FILE_TOO_LARGE));
    }
    if (underWay.incrementAndGet() > AT_ONCE_MAX) {
      underWay.decrementAndGet();
      return Future.succeededFuture(new Upload.Stopped(DoorProblemKind.BUSY));
    }
    Reading reading = new Reading();
    request.exceptionHandler(cut -> reading.stop(DoorProblemKind.NOT_READABLE));
    attaches.attach(reading);
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue(); // RFC 9110 §10.1.1: now that it may come
    }
    request.resume();
    return reading.done.future().onComplete(done -> underWay.decrementAndGet());
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
  }

  /// Ends what still comes in of a refused request: after the answer nobody reads it.
  void farewell(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.isEnded() || context.response().closed()) {
      return;
    }
    request.handler(bytes -> {});
    request.resume();
    vertx.setTimer(
        FAREWELL_MILLIS,
        over -> {
          if (request.isEnded()) {
            return;
          }
          if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
          } else {
            request.connection().close();
          }
        });
  }

  /// One file on its way.
  private final class Reading {
    private final Promise<Upload> done = Promise.promise();
    private final long began = System.nanoTime();
    private final long watch = vertx.setPeriodic(CHECK_MILLIS, tick -> look());
    private @Nullable Buffer bytes = Buffer.buffer();
    private long last = began;

    void take(Buffer chunk) {
      last = System.nanoTime();
      Buffer kept = bytes;
      if (kept == null) {
        return;
      }
      if (kept.length() + chunk.length() > ContentRules.BYTES_MAX) {
        stop(DoorProblemKind.FILE_TOO_LARGE);
      } else {
        kept.appendBuffer(chunk);
      }
    }

    private void look() {
      long now = System.nanoTime();
      if (now - began > limits.whole().toNanos() || now - last > limits.pause().toNanos()) {
        stop(DoorProblemKind.TOO_SLOW);
      }
    }

    void stop(DoorProblemKind kind) {
      bytes = null;
      vertx.cancelTimer(watch);
      done.tryComplete(new Upload.Stopped(kind));
    }

    void end(String name) {
      vertx.cancelTimer(watch);
      Buffer whole = bytes;
      if (whole != null) {
        bytes = null;
        done.tryComplete(new Upload.Whole(name, whole));
      }
    }
  }
}
