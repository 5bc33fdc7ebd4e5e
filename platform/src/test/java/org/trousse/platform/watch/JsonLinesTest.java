package org.trousse.platform.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A log line is one JSON object and tells nobody's business.
final class JsonLinesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SECRET = "canary-1234567890";

  @Test
  void one_event_is_one_line_of_json() {
    LogRecord record = new LogRecord(Level.WARNING, "two\nlines and a \"quote\"");
    record.setLoggerName("org.trousse.gateway.mqtt.ConnectionLane");

    String line = new JsonLines().format(record);
    JsonNode parsed = JSON.readTree(line);

    assertThat(line.strip()).doesNotContain("\n");
    assertThat(parsed.get("level").asString()).isEqualTo("WARNING");
    assertThat(parsed.get("message").asString()).isEqualTo("two\nlines and a \"quote\"");
  }

  @Test
  void the_message_of_a_fault_is_not_told_only_its_class_and_place() {
    LogRecord record = new LogRecord(Level.SEVERE, "readings withheld");
    record.setLoggerName("org.trousse.gateway.mqtt.ConnectionLane");
    record.setThrown(
        new IllegalStateException(
            "Key (patient)=(" + SECRET + ")", new RuntimeException("token " + SECRET)));

    String line = new JsonLines().format(record);

    assertThat(line)
        .doesNotContain(SECRET)
        .contains("java.lang.IllegalStateException < java.lang.RuntimeException")
        .contains("org.trousse.platform.watch.JsonLinesTest:");
  }

  @Test
  void what_a_library_says_is_not_told() {
    LogRecord record = new LogRecord(Level.WARNING, "Unhandled value " + SECRET);
    record.setLoggerName("io.vertx.core.impl.ContextImpl");

    String line = new JsonLines().format(record);

    assertThat(line).doesNotContain(SECRET).contains("io.vertx.core.impl.ContextImpl");
  }
}
