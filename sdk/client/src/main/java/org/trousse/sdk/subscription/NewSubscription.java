package org.trousse.sdk.subscription;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.json.JsonObject;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.MeasureCodes;

/// A subscription to new readings, as an app asks for it. Each method gives a new one that says
/// more.
public final class NewSubscription {
  private static final String GUIDE =
      "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

  private final URI endpoint;
  private final String reason;
  private final List<String> filters;
  private final List<JsonObject> channel;

  private NewSubscription(
      URI endpoint, String reason, List<String> filters, List<JsonObject> channel) {
    this.endpoint = endpoint;
    this.reason = reason;
    this.filters = List.copyOf(filters);
    this.channel = List.copyOf(channel);
  }

  /// To be told of every kind that the permission lets the app read.
  ///
  /// @param endpoint where to; its host is one that the app declares
  /// @param reason what for, in words that the patient may read
  public static NewSubscription at(URI endpoint, String reason) {
    return new NewSubscription(endpoint, reason, List.of(), List.of());
  }

  /// Only of this kind; of several when it is said several times.
  public NewSubscription of(Measure measure) {
    return matching("Observation?code=http://loinc.org|" + MeasureCodes.of(measure, null).loinc());
  }

  /// Only of what a search would find, e.g. `Observation?code=http://loinc.org|29463-7`.
  public NewSubscription matching(String filter) {
    List<String> more = new ArrayList<>(filters);
    more.add(filter);
    return new NewSubscription(endpoint, reason, more, channel);
  }

  /// To be told that the line stands when nothing is new for so long.
  public NewSubscription heartbeat(Duration period) {
    return with("backport-heartbeat-period", "valueUnsignedInt", period.toSeconds());
  }

  /// How long the record waits for the app's answer.
  public NewSubscription timeout(Duration wait) {
    return with("backport-timeout", "valueUnsignedInt", wait.toSeconds());
  }

  /// At most so many events in one notification.
  public NewSubscription atMost(int events) {
    return with("backport-max-count", "valuePositiveInt", events);
  }

  private NewSubscription with(String name, String type, long number) {
    List<JsonObject> more = new ArrayList<>(channel);
    more.add(extension(name, type, number));
    return new NewSubscription(endpoint, reason, filters, more);
  }

  /// The resource (profile backport-subscription), to be posted.
  ///
  /// @param fhirBase of the record, whose topic is meant
  public JsonObject resource(URI fhirBase) {
    List<JsonObject> criteria =
        filters.stream()
            .map(filter -> extension("backport-filter-criteria", "valueString", filter))
            .toList();
    JsonObject content = extension("backport-payload-content", "valueCode", "id-only");
    return JsonObject.EMPTY
        .with("resourceType", "Subscription")
        .with("status", "requested")
        .with("reason", reason)
        .with("criteria", fhirBase + "/SubscriptionTopic/new-reading")
        .with("_criteria", extensions(criteria))
        .with(
            "channel",
            JsonObject.EMPTY
                .with("extension", channel.isEmpty() ? null : channel)
                .with("type", "rest-hook")
                .with("endpoint", endpoint.toString())
                .with("payload", "application/fhir+json")
                .with("_payload", extensions(List.of(content))));
  }

  private static @Nullable Object extensions(List<JsonObject> all) {
    return all.isEmpty() ? null : Map.of("extension", all);
  }

  private static JsonObject extension(String name, String type, Object value) {
    return JsonObject.EMPTY.with("url", GUIDE + name).with(type, value);
  }
}
