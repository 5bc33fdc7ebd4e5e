package org.trousse.gateway.codec.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A SenML pack (RFC 8428 §4) resolved record by record: base fields put in, nothing else changed.
public final class SenmlPack {
  /// Times below this many seconds are relative to now (RFC 8428 §4.5.3).
  public static final BigDecimal RELATIVE_BELOW = BigDecimal.valueOf(1L << 28);

  private static final int VERSION_MAX = 10;
  private static final int NAME_MAX = 128;
  private static final BigDecimal TIME_MAX = new BigDecimal("253402300799"); // year 9999
  private static final BigDecimal VALUE_MAX = new BigDecimal("999999999");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:./_-]*");
  private static final List<String> VALUES = List.of("v", "vs", "vb", "vd", "s");
  private static final Set<String> NUMBERS = Set.of("bt", "bv", "bs", "bver", "t", "ut", "v", "s");
  private static final Set<String> STRINGS = Set.of("bn", "bu", "n", "u", "vs", "vd");

  private String baseName = "";
  private @Nullable String baseUnit;
  private BigDecimal baseTime = BigDecimal.ZERO;
  private BigDecimal baseValue = BigDecimal.ZERO;
  private boolean hasBaseValue;

  private SenmlPack() {}

  /// A record that stands alone.
  ///
  /// @param piece its place in the pack
  /// @param seconds since 1970, or from now when [#relative()]
  /// @param wrong why it cannot be read, null when it can
  public record Resolved(
      int piece,
      String name,
      @Nullable String unit,
      BigDecimal seconds,
      @Nullable BigDecimal value,
      @Nullable String wrong) {

    public boolean relative() {
      return seconds.compareTo(RELATIVE_BELOW) < 0;
    }
  }

  /// Resolves a pack in its order. A record of base fields alone says nothing and is left out.
  public static List<Resolved> resolve(List<JsonNode> records) {
    SenmlPack pack = new SenmlPack();
    List<Resolved> resolved = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      JsonNode record = records.get(i);
      String wrong = wrongForm(record);
      if (wrong == null) {
        pack.remember(record);
        if (VALUES.stream().noneMatch(record::has)
            && !record.has("n")
            && !(record.has("bv") && record.has("bn"))) {
          continue;
        }
        resolved.add(pack.resolved(i, record));
      } else {
        resolved.add(new Resolved(i, "", null, BigDecimal.ZERO, null, wrong));
      }
    }
    return resolved;
  }

  private static @Nullable String wrongForm(JsonNode record) {
    if (!record.isObject()) {
      return "A SenML record is a JSON object.";
    }
    for (String field : record.propertyNames()) {
      JsonNode value = record.get(field);
      if (field.endsWith("_")) {
        return "A field whose name ends in _ must be understood (RFC 8428 §4.4) and is not known.";
      }
      if (NUMBERS.contains(field) && !value.isNumber()) {
        return "/" + field + " is not a number.";
      }
      if (STRINGS.contains(field) && !value.isString()) {
        return "/" + field + " is not a string.";
      }
    }
    BigDecimal version = number(record, "bver");
    return version != null && version.compareTo(BigDecimal.valueOf(VERSION_MAX)) > 0
        ? "/bver is above 10: this pack needs a version of SenML that is not read here."
        : null;
  }

  private void remember(JsonNode record) {
    baseName = record.path("bn").asString(baseName);
    String unit = record.path("bu").asString("");
    baseUnit = unit.isEmpty() ? baseUnit : unit;
    BigDecimal time = number(record, "bt");
    baseTime = time == null ? baseTime : time;
    BigDecimal value = number(record, "bv");
    baseValue = value == null ? baseValue : value;
    hasBaseValue |= value != null;
  }

  private Resolved resolved(int piece, JsonNode record) {
    String name = baseName + record.path("n").asString("");
    String unit = record.path("u").asString("");
    BigDecimal time = number(record, "t");
    BigDecimal seconds = time == null ? baseTime : baseTime.add(time);
    BigDecimal said = number(record, "v");
    BigDecimal value = said == null ? (hasBaseValue ? baseValue : null) : baseValue.add(said);
    return new Resolved(
        piece,
        name,
        unit.isEmpty() ? baseUnit : unit,
        seconds,
        value,
        wrong(record, name, seconds, value));
  }

  private static @Nullable String wrong(
      JsonNode record, String name, BigDecimal seconds, @Nullable BigDecimal value) {
    if (name.length() > NAME_MAX || !NAME.matcher(name).matches()) {
      return "The record's name (bn and n together) is missing or holds characters that RFC 8428"
          + " §4.5.1 does not allow.";
    }
    if (record.has("vs") || record.has("vb") || record.has("vd") || value == null) {
      return "The record has no number in v; a measurement is one.";
    }
    if (VALUES.subList(0, 4).stream().filter(record::has).count() > 1) {
      return "The record has more than one value.";
    }
    if (seconds.abs().compareTo(TIME_MAX) > 0) {
      return "The record's time (bt and t together) is out of all bounds.";
    }
    return value.abs().compareTo(VALUE_MAX) > 0
        ? "The record's value (bv and v together) is out of all bounds."
        : null;
  }

  private static @Nullable BigDecimal number(JsonNode record, String field) {
    JsonNode found = record.get(field);
    return found != null && found.isNumber() ? found.decimalValue() : null;
  }
}
