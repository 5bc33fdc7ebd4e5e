package org.trousse.record.subscribe.resource;

import static org.trousse.record.fhir.JsonBytes.quoted;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.record.subscribe.Subscription;
import org.trousse.record.subscribe.Wanted;

/// Writes R4 Subscriptions.
public final class SubscriptionJson {
  private SubscriptionJson() {}

  /// R4 Subscription, profile backport-subscription.
  ///
  /// @param base the FHIR base address
  /// @param secret of the signatures, in the answer to its creation; null ever after
  public static String of(Subscription one, String base, @Nullable String secret) {
    Wanted wanted = one.wanted();
    List<String> parts = new ArrayList<>();
    parts.add("\"resourceType\":\"Subscription\"");
    parts.add("\"id\":" + quoted(one.id().toString()));
    parts.add(
        "\"meta\":{\"versionId\":\""
            + one.version()
            + "\",\"lastUpdated\":"
            + instant(one.changedAt())
            + ",\"profile\":["
            + quoted(Backport.SUBSCRIPTION)
            + "]}");
    parts.add("\"status\":" + quoted(one.progress().status().word()));
    if (wanted.end() != null) {
      parts.add("\"end\":" + instant(wanted.end()));
    }
    parts.add("\"reason\":" + quoted(wanted.reason()));
    parts.add("\"criteria\":" + quoted(Topic.url(base)));
    if (!wanted.filters().isEmpty()) {
      parts.add(
          wanted.filters().stream()
              .map(filter -> extension(Backport.FILTER, "valueString", quoted(filter)))
              .collect(Collectors.joining(",", "\"_criteria\":{\"extension\":[", "]}")));
    }
    if (one.progress().fault() != null) {
      parts.add("\"error\":" + quoted(one.progress().fault().words()));
    }
    parts.add("\"channel\":" + channel(wanted, secret));
    return "{" + String.join(",", parts) + "}";
  }

  private static String channel(Wanted wanted, @Nullable String secret) {
    List<String> extensions = new ArrayList<>();
    number(extensions, Backport.HEARTBEAT, "valueUnsignedInt", wanted.heartbeatSeconds());
    number(extensions, Backport.TIMEOUT, "valueUnsignedInt", wanted.timeoutSeconds());
    number(extensions, Backport.MAX_COUNT, "valuePositiveInt", wanted.maxCount());
    if (secret != null) {
      extensions.add(extension(Backport.SECRET, "valueString", quoted(secret)));
    }
    return "{"
        + (extensions.isEmpty() ? "" : "\"extension\":[" + String.join(",", extensions) + "],")
        + "\"type\":\"rest-hook\",\"endpoint\":"
        + quoted(wanted.endpoint().toString())
        + ",\"payload\":\"application/fhir+json\",\"_payload\":{\"extension\":["
        + extension(Backport.CONTENT, "valueCode", "\"id-only\"")
        + "]}}";
  }

  private static void number(
      List<String> extensions, String url, String type, @Nullable Integer number) {
    if (number != null) {
      extensions.add(extension(url, type, number.toString()));
    }
  }

  private static String extension(String url, String type, String value) {
    return "{\"url\":" + quoted(url) + "," + quoted(type) + ":" + value + "}";
  }

  private static String instant(Instant at) {
    return quoted(at.truncatedTo(ChronoUnit.MILLIS).toString());
  }
}
