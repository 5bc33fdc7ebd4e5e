package org.trousse.record.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes values as JSON at full precision. A record is an object of its components; a number that
/// is not finite is null.
final class AnswerJson {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;
  private final ZoneId zone;

  private AnswerJson(JsonGenerator json, ZoneId zone) {
    this.json = json;
    this.zone = zone;
  }

  /// @param zone whose offset times carry
  static String of(@Nullable Object value, ZoneId zone) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      new AnswerJson(json, zone).write(value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private void write(@Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Double number -> number(number);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Instant at ->
          json.writeString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone)));
      case Boolean truth -> json.writeBoolean(truth);
      case Map<?, ?> map -> object(map);
      case Collection<?> list -> array(list);
      case Record whole -> object(fields(whole));
      default -> json.writeString(value.toString());
    }
  }

  private void number(double number) throws IOException {
    if (Double.isFinite(number)) {
      json.writeNumber(number);
    } else {
      json.writeNull();
    }
  }

  private void object(Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeFieldName(String.valueOf(entry.getKey()));
      write(entry.getValue());
    }
    json.writeEndObject();
  }

  private void array(Collection<?> list) throws IOException {
    json.writeStartArray();
    for (Object value : list) {
      write(value);
    }
    json.writeEndArray();
  }

  /// A record's components, in their order.
  static Map<String, @Nullable Object> fields(Record whole) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : whole.getClass().getRecordComponents()) {
      fields.put(component.getName(), value(whole, component));
    }
    return fields;
  }

  private static @Nullable Object value(Record whole, RecordComponent component) {
    try {
      return component.getAccessor().invoke(whole);
    } catch (ReflectiveOperationException closed) {
      throw new IllegalStateException("a record that answers is public: " + component, closed);
    }
  }
}
