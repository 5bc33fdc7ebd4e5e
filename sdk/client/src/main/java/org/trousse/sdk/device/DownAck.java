package org.trousse.sdk.device;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.json.JsonReader;
import org.trousse.sdk.reading.Outcome;

/// What the gateway says on `down/ack` about each record of one publication.
///
/// @param correlation the publication's Correlation Data, null when it had none
public record DownAck(List<RecordOutcome> records, @Nullable String correlation) {
  public DownAck {
    records = List.copyOf(records);
  }

  /// What became of one record.
  ///
  /// @param index the record's place in its payload, from 0
  /// @param flags doubts, in the gateway's words
  /// @param mend what to send instead of a refused record; null when there is nothing to say
  public record RecordOutcome(
      int index, Outcome outcome, Set<String> flags, @Nullable String mend) {
    public RecordOutcome {
      flags = Set.copyOf(flags);
    }
  }

  /// Reads the message; empty when it is not one. Members that this version does not know are
  /// passed over.
  public static Optional<DownAck> parse(byte[] payload) {
    try {
      Object root = JsonReader.read(new String(payload, StandardCharsets.UTF_8));
      return root instanceof Map<?, ?> object ? Optional.of(of(object)) : Optional.empty();
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private static DownAck of(Map<?, ?> object) {
    List<RecordOutcome> records = new ArrayList<>();
    for (Object each : list(object.get("records"))) {
      if (!(each instanceof Map<?, ?> record)) {
        throw new IllegalArgumentException("a record is an object");
      }
      records.add(recordOf(record));
    }
    return new DownAck(
        records, object.get("correlation") instanceof String correlation ? correlation : null);
  }

  private static RecordOutcome recordOf(Map<?, ?> record) {
    if (!(record.get("index") instanceof BigDecimal index)
        || !(record.get("outcome") instanceof String word)) {
      throw new IllegalArgumentException("a record has an index and an outcome");
    }
    Set<String> flags = new LinkedHashSet<>();
    if (record.get("flags") != null) {
      list(record.get("flags")).forEach(flag -> flags.add(String.valueOf(flag)));
    }
    String mend = record.get("mend") instanceof String text ? text : null;
    return new RecordOutcome(exact(index), outcome(word), flags, mend);
  }

  private static int exact(BigDecimal number) {
    try {
      return number.intValueExact();
    } catch (ArithmeticException beyond) {
      throw new IllegalArgumentException("an index is a small whole number", beyond);
    }
  }

  private static Outcome outcome(String word) {
    return Arrays.stream(Outcome.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such outcome"));
  }

  private static List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("a list is missing");
  }
}
