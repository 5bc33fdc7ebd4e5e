package org.trousse.gateway.app;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trousse.gateway.codec.json.StrictJson;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.gateway.device.AppDeviceIds;
import org.trousse.sdk.measure.Measure;
import tools.jackson.databind.JsonNode;

/// What an app asks for when it registers a device.
///
/// @param name how the app calls it, one for each of a patient's devices
/// @param label what people read as a reading's source
/// @param specialisation its kind as an MDC code of IEEE 11073-10101
public record AskedDevice(String name, String label, Set<Measure> measures, int specialisation) {
  private static final String ERROR = "device";
  private static final Set<String> MEMBERS = Set.of("name", "label", "measures", "specialisation");
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9._-]{1," + AppDeviceIds.NAME_CHARS_MAX + "}");
  private static final Pattern LABEL = Pattern.compile("[^\\p{Cntrl}]{1,64}");

  /// MDC_DEV_SPEC_PROFILE_*: partition 8, terms 4096 to 4351.
  private static final int PROFILE_FIRST = (8 << 16) | 4_096;

  private static final int PROFILE_LAST = (8 << 16) | 4_351;
  private static final int GENERIC = 528_457;

  public AskedDevice {
    measures = Set.copyOf(measures);
  }

  /// Reads `{name, label, measures, specialisation?}`; a refusal says what to mend.
  public static Decoded<AskedDevice> read(byte[] body) {
    return switch (StrictJson.read(body)) {
      case Decoded.Failed<StrictJson.Document>(var error, var mend) -> Decoded.failed(error, mend);
      case Decoded.Value<StrictJson.Document>(var document) ->
          document.array()
              ? Decoded.failed(ERROR, "Send one object, not an array.")
              : of(document.pieces().getFirst().node());
    };
  }

  private static Decoded<AskedDevice> of(JsonNode node) {
    if (!node.isObject()) {
      return Decoded.failed(ERROR, "Send an object with name, label and measures.");
    }
    Optional<String> unknown =
        node.propertyNames().stream().filter(name -> !MEMBERS.contains(name)).findFirst();
    Set<Measure> measures = measures(node.path("measures"));
    Integer specialisation = specialisation(node.path("specialisation"), measures);
    if (unknown.isPresent()) {
      return Decoded.failed(ERROR, "The members are name, label, measures and specialisation.");
    }
    if (!NAME.matcher(node.path("name").asString("")).matches()) {
      return Decoded.failed(ERROR, "/name has 1 to 40 characters of A-Z a-z 0-9 . _ -");
    }
    if (!LABEL.matcher(node.path("label").asString("")).matches()) {
      return Decoded.failed(ERROR, "/label is what people read: 1 to 64 characters.");
    }
    if (measures.isEmpty()) {
      return Decoded.failed(ERROR, "/measures is a list of one or more of " + words() + ".");
    }
    if (specialisation == null) {
      return Decoded.failed(
          ERROR,
          "/specialisation is a device profile of IEEE 11073-10101, e.g. 528391 for a blood"
              + " pressure monitor. Leave it out for the usual one.");
    }
    return Decoded.of(
        new AskedDevice(
            node.get("name").asString(), node.get("label").asString(), measures, specialisation));
  }

  /// Empty unless every element is a measure's word.
  private static Set<Measure> measures(JsonNode node) {
    Set<Measure> measures = EnumSet.noneOf(Measure.class);
    for (JsonNode each : node) {
      Optional<Measure> measure = each.isString() ? Measure.of(each.asString()) : Optional.empty();
      if (measure.isEmpty() || !node.isArray()) {
        return Set.of();
      }
      measures.add(measure.get());
    }
    return measures;
  }

  private static @Nullable Integer specialisation(JsonNode node, Set<Measure> measures) {
    if (node.isMissingNode()) {
      return usual(measures);
    }
    boolean profile = node.isInt() && node.asInt() >= PROFILE_FIRST && node.asInt() <= PROFILE_LAST;
    return profile ? Integer.valueOf(node.asInt()) : null;
  }

  /// The profile of what it measures; of several, the generic one.
  private static int usual(Set<Measure> measures) {
    return measures.size() != 1
        ? GENERIC
        : switch (measures.iterator().next()) {
          case BLOOD_GLUCOSE -> 528_401;
          case INTERSTITIAL_GLUCOSE -> 528_409;
          case BLOOD_PRESSURE -> 528_391;
          case BODY_WEIGHT -> 528_399;
          case BODY_TEMPERATURE -> 528_392;
        };
  }

  private static String words() {
    return Stream.of(Measure.values()).map(Measure::word).collect(Collectors.joining(", "));
  }
}
