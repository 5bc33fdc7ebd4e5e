package org.trousse.sdk.subscription;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.json.JsonObject;

/// What the record says of one subscription.
///
/// @param status `requested` until the handshake is answered, `active`, `error`, or `off` for good
/// @param filters what it is about; none for all that may be read
/// @param error what is wrong, in words; null when nothing is
/// @param secret of its signatures, told once in the answer to its creation; null ever after
public record Subscription(
    String id,
    String status,
    String endpoint,
    List<String> filters,
    @Nullable String error,
    @Nullable String secret) {
  private static final String FILTER =
      "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria";
  private static final String SECRET = "urn:trousse:subscription-secret";

  public Subscription {
    filters = List.copyOf(filters);
  }

  /// Reads a resource; empty when it is no Subscription.
  public static Optional<Subscription> read(JsonObject resource) {
    Optional<String> id = resource.text("id");
    if (!resource.text("resourceType").orElse("").equals("Subscription") || id.isEmpty()) {
      return Optional.empty();
    }
    JsonObject channel = resource.object("channel");
    return Optional.of(
        new Subscription(
            id.get(),
            resource.text("status").orElse(""),
            channel.text("endpoint").orElse(""),
            values(resource.object("_criteria"), FILTER),
            resource.text("error").orElse(null),
            values(channel, SECRET).stream().findFirst().orElse(null)));
  }

  private static List<String> values(JsonObject extended, String url) {
    return extended.objects("extension").stream()
        .filter(extension -> extension.text("url").orElse("").equals(url))
        .flatMap(extension -> extension.text("valueString").stream())
        .toList();
  }

  /// Never the secret, and not where the app listens.
  @Override
  public String toString() {
    return "Subscription(" + id + ", " + status + ")";
  }
}
