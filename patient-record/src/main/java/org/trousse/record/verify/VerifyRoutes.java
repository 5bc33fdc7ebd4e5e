package org.trousse.record.verify;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.trousse.record.derived.Definition;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.page.Words;
import org.trousse.sdk.Problem;

/// The door for programs: `POST /verify/KIND`, its schema, and how each number is counted.
public final class VerifyRoutes {
  public static final int BODY_BYTES_MAX = 8 << 20;

  private static final String RETRY_AFTER_SECONDS = "5";
  private static final String JSON = "application/json";

  private final VerifyCaller caller;

  public VerifyRoutes(VerifyCaller caller) {
    this.caller = caller;
  }

  public void mount(Router router) {
    for (SeriesKind kind : SeriesKind.ALL) {
      String address = "/verify/" + kind.word();
      router.post(address).handler(VerifyRoutes::negotiate);
      router.post(address).handler(VerifyRoutes::onlyCsv);
      router
          .post(address)
          .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
          .handler(context -> answer(context, kind))
          .failureHandler(VerifyRoutes::failed);
      router
          .route(address)
          .handler(context -> {
            context.response().putHeader(HttpHeaders.ALLOW, "POST");
            refuse(context, VerifyProblemKind.METHOD);
          });
      byte[] schema = schema(kind);
      router
          .get("/verify/schema/" + kind.word() + ".json")
          .handler(context ->
              send(context, "application/schema+json", new String(schema, StandardCharsets.UTF_8)));
      router
          .get("/verify/definitions/" + kind.word() + ".json")
          .handler(context -> definitions(context, kind));
    }
  }

  static byte[] schema(SeriesKind kind) {
    String file = "/verify/" + kind.word() + ".schema.json";
    try (var bytes = Objects.requireNonNull(VerifyRoutes.class.getResourceAsStream(file), file)) {
      return bytes.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void definitions(RoutingContext context, SeriesKind kind) {
    Locale language = language(context);
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage())
        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    send(context, JSON, AnswerJson.of(Definition.of(kind.word(), language), ZoneOffset.UTC));
  }

  private static void negotiate(RoutingContext context) {
    List<MIMEHeader> accepted = context.parsedHeaders().accept();
    boolean json =
        accepted.isEmpty()
            || accepted.stream()
                .anyMatch(range -> range.weight() > 0 && isJson(range.component(), range));
    if (json) {
      context.next();
    } else {
      refuse(context, VerifyProblemKind.ACCEPT);
    }
  }

  private static boolean isJson(String type, MIMEHeader range) {
    String subtype = range.subComponent();
    return type.equals("*")
        || (type.equalsIgnoreCase("application")
            && (subtype.equals("*") || subtype.equalsIgnoreCase("json")));
  }

  /// RFC 7111 §5.1; UTF-8, which ASCII is too.
  private static void onlyCsv(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    String[] parts =
        header == null ? new String[0] : header.toLowerCase(Locale.ROOT).split(";", -1);
    boolean csv = parts.length > 0 && parts[0].strip().equals("text/csv");
    for (int place = 1; place < parts.length; place++) {
      String part = parts[place].replace("\"", "").strip();
      csv &=
          !part.startsWith("charset=")
              || part.equals("charset=utf-8")
              || part.equals("charset=us-ascii");
    }
    if (csv) {
      context.next();
    } else {
      refuse(context, VerifyProblemKind.TYPE);
    }
  }

  private void answer(RoutingContext context, SeriesKind kind) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    context.queryParams().names().forEach(name -> given.put(name, context.queryParam(name)));
    String text = context.body().asString(StandardCharsets.UTF_8.name());
    caller
        .verify(kind, given, text == null ? "" : text)
        .onSuccess(verified -> answer(context, verified))
        .onFailure(context::fail);
  }

  private static void answer(RoutingContext context, Verified verified) {
    switch (verified) {
      case Verified.Counted counted -> send(context, JSON, counted.json());
      case Verified.Refused(var faults, var more) ->
          send(context, VerifyProblemKind.REFUSED.problem(words(context), faults, more));
      case Verified.TooLong() -> refuse(context, VerifyProblemKind.TOO_LARGE);
      case Verified.Busy() -> refuse(context, VerifyProblemKind.BUSY);
    }
  }

  private static void failed(RoutingContext context) {
    if (context.statusCode() == 413) {
      refuse(context, VerifyProblemKind.TOO_LARGE);
    } else {
      context.next();
    }
  }

  private static void refuse(RoutingContext context, VerifyProblemKind kind) {
    if (kind == VerifyProblemKind.BUSY) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    send(context, kind.problem(words(context)));
  }

  private static void send(RoutingContext context, Problem problem) {
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, language(context).getLanguage());
    send(
        context,
        Problem.MEDIA_TYPE,
        AnswerJson.of(VerifyProblemKind.json(problem), ZoneOffset.UTC));
  }

  private static void send(RoutingContext context, String type, String body) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body)
        .onFailure(context::fail);
  }

  private static Locale language(RoutingContext context) {
    return Refusal.language(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
  }

  static Words words(RoutingContext context) {
    return Words.in(language(context));
  }
}
