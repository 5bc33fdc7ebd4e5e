package org.trousse.record.create;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.trousse.record.create.Bundled.Entries;
import org.trousse.record.create.Bundled.Entry;
import org.trousse.record.create.Bundled.Get;
import org.trousse.record.create.Bundled.NoBundle;
import org.trousse.record.create.Bundled.Post;
import org.trousse.record.create.Bundled.Refused;
import org.trousse.record.create.Understanding.Wrong;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.fhir.Refusal.Issue;
import org.trousse.sdk.reading.Codec;
import org.trousse.sdk.reading.Payload;

/// Has HAPI parse what was sent, away from the event loop.
public final class HapiCaller {
  /// One call of an app.
  public static final int ENTRIES_MAX = 100;

  private final Vertx vertx;

  public HapiCaller(Vertx vertx) {
    this.vertx = vertx;
  }

  public Future<Understanding> observation(String json, Setting setting) {
    return vertx
        .executeBlocking(() -> readObservation(json, setting), false)
        .map(Objects::requireNonNull);
  }

  public Future<Bundled> bundle(String json, Setting setting) {
    return vertx
        .executeBlocking(() -> readBundle(json, setting), false)
        .map(Objects::requireNonNull);
  }

  /// Reads what was sent beside what stands.
  ///
  /// @param now an Observation that we wrote
  /// @param wrong what becomes of a refusal
  public <T> Future<T> beside(
      byte[] now,
      String sent,
      BiFunction<Observation, Observation, T> work,
      Function<Refusal, T> wrong) {
    return vertx
        .executeBlocking(() -> readBeside(now, sent, work, wrong), false)
        .map(Objects::requireNonNull);
  }

  /// Reads a resource of another kind.
  ///
  /// @param wrong what becomes of a refusal
  public <R extends Resource, T> Future<T> read(
      Class<R> type, String sent, Function<R, T> work, Function<Refusal, T> wrong) {
    return vertx
        .executeBlocking(() -> readResource(type, sent, work, wrong), false)
        .map(Objects::requireNonNull);
  }

  private static <R extends Resource, T> T readResource(
      Class<R> type, String sent, Function<R, T> work, Function<Refusal, T> wrong) {
    Refusal unreadable = unreadable(sent);
    if (unreadable != null) {
      return wrong.apply(unreadable);
    }
    try {
      return work.apply(parser().parseResource(type, sent));
    } catch (DataFormatException | IllegalArgumentException malformed) {
      return wrong.apply(malformed(malformed));
    }
  }

  private static <T> T readBeside(
      byte[] now,
      String sent,
      BiFunction<Observation, Observation, T> work,
      Function<Refusal, T> wrong) {
    Refusal unreadable = unreadable(sent);
    if (unreadable != null) {
      return wrong.apply(unreadable);
    }
    try {
      return work.apply(
          parser().parseResource(Observation.class, new String(now, StandardCharsets.UTF_8)),
          parser().parseResource(Observation.class, sent));
    } catch (DataFormatException | IllegalArgumentException malformed) {
      return wrong.apply(malformed(malformed));
    }
  }

  static Understanding readObservation(String json, Setting setting) {
    Refusal wrong = unreadable(json);
    if (wrong != null) {
      return new Wrong(wrong);
    }
    try {
      Observation observation = parser().parseResource(Observation.class, json);
      return ObservationReader.read(observation, payload(json), setting);
    } catch (DataFormatException | IllegalArgumentException malformed) {
      return new Wrong(malformed(malformed));
    }
  }

  static Bundled readBundle(String json, Setting setting) {
    Refusal wrong = unreadable(json);
    if (wrong != null) {
      return new NoBundle(wrong);
    }
    try {
      return entries(parser().parseResource(Bundle.class, json), setting);
    } catch (DataFormatException | IllegalArgumentException malformed) {
      return new NoBundle(malformed(malformed));
    }
  }

  private static Bundled entries(Bundle bundle, Setting setting) {
    boolean known =
        bundle.getType() == BundleType.BATCH || bundle.getType() == BundleType.TRANSACTION;
    if (!known || bundle.getEntry().size() > ENTRIES_MAX) {
      return new NoBundle(
          Refusal.notSupported(
              "Bundle : attendu batch ou transaction, " + ENTRIES_MAX + " entrées au plus.",
              "Bundle: expected batch or transaction, at most " + ENTRIES_MAX + " entries."));
    }
    List<Entry> entries = bundle.getEntry().stream().map(entry -> entry(entry, setting)).toList();
    return new Entries(bundle.getType() == BundleType.TRANSACTION, entries);
  }

  private static Entry entry(BundleEntryComponent entry, Setting setting) {
    HTTPVerb method = entry.getRequest().getMethod();
    String url = entry.getRequest().getUrl();
    if (method == HTTPVerb.GET && url != null) {
      return new Get(url);
    }
    boolean create = method == HTTPVerb.POST && "Observation".equals(url);
    if (!create || !(entry.getResource() instanceof Observation observation)) {
      return new Refused(
          new Refusal(
              405,
              "not-supported",
              "Une entrée est POST Observation avec sa ressource, ou GET dans un batch.",
              "An entry is POST Observation with its resource, or GET in a batch."));
    }
    Payload payload = payload(parser().encodeResourceToString(observation));
    return new Post(
        ObservationReader.read(observation, payload, setting), entry.getRequest().getIfNoneExist());
  }

  private static IParser parser() {
    return FhirContext.forR4Cached()
        .newJsonParser()
        .setParserErrorHandler(new StrictErrorHandler());
  }

  private static Payload payload(String json) {
    return new Payload(Codec.FHIR.word(), json.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable Refusal unreadable(String json) {
    boolean holds = JsonBounds.holds(json) && json.indexOf('\u0000') < 0;
    return holds
        ? null
        : Refusal.invalid(
            "Ce JSON est trop imbriqué, ou un nombre y est trop grand.",
            "This JSON nests too deep, or a number in it is too large.");
  }

  /// HAPI says which element it stumbled over, and repeats what was sent: only to who sent it.
  private static Refusal malformed(RuntimeException malformed) {
    String why = String.valueOf(malformed.getMessage());
    String said = why.length() > 300 ? why.substring(0, 300) : why;
    return new Refusal(
        400,
        List.of(
            new Issue(
                "structure",
                "Ce n'est pas la ressource R4 attendue : " + said,
                "This is not the R4 resource that is expected: " + said,
                null)));
  }
}
