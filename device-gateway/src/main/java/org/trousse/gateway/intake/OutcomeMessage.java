package org.trousse.gateway.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The message on `down/ack`: what became of each record of a payload (schemas/ack.schema.json).
/// The HTTP door answers with the same.
public final class OutcomeMessage {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private OutcomeMessage() {}

  /// As UTF-8 JSON.
  ///
  /// @param packetId the MQTT packet identifier; null over HTTP
  public static byte[] json(
      @Nullable Integer packetId, @Nullable String correlation, List<RecordOutcome> records) {
    return JSON.writeValueAsBytes(members(packetId, correlation, records));
  }

  /// Says to a client without reason codes (MQTT 3.1.1) why nothing of its message was taken: it
  /// keeps the message and sends it again.
  ///
  /// @param packetId null when the message promised nothing (QoS 0)
  public static byte[] notTaken(
      @Nullable Integer packetId, @Nullable String correlation, String reason) {
    Map<String, Object> message = members(packetId, correlation, List.of());
    message.put("reason", reason);
    return JSON.writeValueAsBytes(message);
  }

  /// The same as a map, to stand inside a problem.
  public static Map<String, Object> members(
      @Nullable Integer packetId, @Nullable String correlation, List<RecordOutcome> records) {
    Map<String, Object> message = new LinkedHashMap<>();
    if (packetId != null) {
      message.put("packetId", packetId);
    }
    if (correlation != null) {
      message.put("correlation", correlation);
    }
    message.put("records", records.stream().map(OutcomeMessage::record).toList());
    return message;
  }

  private static Map<String, Object> record(RecordOutcome record) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("index", record.index());
    members.put("outcome", record.outcome().word());
    if (!record.flags().isEmpty()) {
      members.put("flags", record.flags());
    }
    String error = record.error();
    if (error != null) {
      members.put("error", error);
    }
    String mend = record.mend();
    if (mend != null) {
      members.put("mend", mend);
    }
    return members;
  }
}
