package org.trousse.record.watch.store;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trousse.record.watch.Bounds;
import org.trousse.record.watch.Finding;
import org.trousse.record.watch.Situation.Trend;
import org.trousse.record.watch.Subject;
import org.trousse.record.watch.Threshold.Change;
import org.trousse.record.watch.Threshold.Lasting;
import org.trousse.record.watch.Threshold.Minutes;
import org.trousse.record.watch.Threshold.OfLast;
import org.trousse.record.watch.Threshold.Rule;
import org.trousse.record.watch.Threshold.Severity;
import org.trousse.record.watch.Threshold.Side;
import org.trousse.record.watch.Threshold.Sustained;
import org.trousse.record.watch.Threshold.Value;
import org.trousse.sdk.measure.Measure;
import org.trousse.sdk.measure.Unit;

/// Findings, trends and rules as they stand in a row. What is null is left out.
final class JsonStore {
  private JsonStore() {}

  static String findings(List<Finding> findings) {
    JsonArray all = new JsonArray();
    findings.forEach(finding -> all.add(json(finding)));
    return all.encode();
  }

  static List<Finding> findings(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    new JsonArray(text).forEach(one -> findings.add(finding((JsonObject) one)));
    return List.copyOf(findings);
  }

  private static JsonObject json(Finding finding) {
    JsonObject json = new JsonObject().put("why", finding.why().word());
    put(json, "measure", measure(finding.measure()));
    Subject subject = finding.subject();
    put(json, "subject", subject == null ? null : subject.word());
    json.put("from", finding.from().toString()).put("to", finding.to().toString());
    json.put("open", finding.open());
    put(json, "value", finding.value());
    put(json, "bound", finding.bound());
    json.put("minutes", finding.minutes()).put("count", finding.count()).put("of", finding.of());
    Unit unit = finding.unit();
    put(json, "unit", unit == null ? null : (Integer) unit.code());
    return json.put("seen", finding.firstSeen().toString());
  }

  private static void put(JsonObject json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static @Nullable Integer measure(@Nullable Measure measure) {
    return measure == null ? null : (Integer) measure.code();
  }

  private static Finding finding(JsonObject json) {
    Integer measure = json.getInteger("measure");
    String subject = json.getString("subject");
    Integer unit = json.getInteger("unit");
    return new Finding(
        Finding.Why.of(json.getString("why")),
        measure == null ? null : Measure.ofCode(measure),
        subject == null ? null : Subject.of(subject).orElse(null),
        Instant.parse(json.getString("from")),
        Instant.parse(json.getString("to")),
        json.getBoolean("open"),
        json.getDouble("value"),
        json.getDouble("bound"),
        json.getLong("minutes"),
        json.getInteger("count"),
        json.getInteger("of"),
        unit == null ? null : Unit.ofCode(unit),
        Instant.parse(json.getString("seen")));
  }

  static String trend(Trend trend) {
    JsonArray days = new JsonArray();
    trend.days().forEach(days::add);
    JsonObject json = new JsonObject().put("days", days);
    Subject subject = trend.subject();
    put(json, "subject", subject == null ? null : subject.word());
    Unit unit = trend.unit();
    put(json, "unit", unit == null ? null : (Integer) unit.code());
    return json.encode();
  }

  static Trend trend(@Nullable String text) {
    if (text == null) {
      return Trend.NONE;
    }
    JsonObject json = new JsonObject(text);
    List<@Nullable Double> days = new ArrayList<>();
    JsonArray stored = json.getJsonArray("days");
    for (int place = 0; place < stored.size(); place++) {
      days.add(stored.getDouble(place));
    }
    Integer unit = json.getInteger("unit");
    return new Trend(
        Subject.of(json.getString("subject", "")).orElse(null),
        unit == null ? null : Unit.ofCode(unit),
        days);
  }

  static String feeds(Map<Measure, String> feeds) {
    JsonObject json = new JsonObject();
    feeds.forEach((measure, app) -> json.put(measure.word(), app));
    return json.encode();
  }

  static Map<Measure, String> feeds(@Nullable String text) {
    Map<Measure, String> feeds = new EnumMap<>(Measure.class);
    if (text != null) {
      JsonObject json = new JsonObject(text);
      for (String word : json.fieldNames()) {
        Measure.of(word).ifPresent(measure -> feeds.put(measure, json.getString(word)));
      }
    }
    return feeds;
  }

  static String rule(Rule rule) {
    JsonObject json = new JsonObject();
    switch (rule) {
      case Value(Bounds bounds) -> {
        json.put("kind", "value");
        put(json, "lowCritical", bounds.lowCritical());
        put(json, "low", bounds.low());
        put(json, "high", bounds.high());
        put(json, "highCritical", bounds.highCritical());
      }
      case Sustained sustained -> {
        json.put("kind", "sustained").put("side", sustained.side().name());
        json.put("bound", sustained.bound()).put("severity", sustained.severity().name());
        switch (sustained.lasting()) {
          case Minutes(int minutes) -> json.put("minutes", minutes);
          case OfLast(int k, int n) -> json.put("k", k).put("n", n);
        }
      }
      case Change change ->
          json.put("kind", "change")
              .put("delta", change.delta())
              .put("days", change.days())
              .put("severity", change.severity().name());
    }
    return json.encode();
  }

  static Rule rule(String text) {
    JsonObject json = new JsonObject(text);
    return switch (json.getString("kind")) {
      case "value" ->
          new Value(
              new Bounds(
                  json.getDouble("lowCritical"),
                  json.getDouble("low"),
                  json.getDouble("high"),
                  json.getDouble("highCritical")));
      case "sustained" ->
          new Sustained(
              Side.valueOf(json.getString("side")),
              json.getDouble("bound"),
              lasting(json),
              Severity.valueOf(json.getString("severity")));
      case "change" ->
          new Change(
              json.getDouble("delta"),
              json.getInteger("days"),
              Severity.valueOf(json.getString("severity")));
      default -> throw new IllegalArgumentException("a rule of no version of ours");
    };
  }

  private static Lasting lasting(JsonObject json) {
    return Optional.ofNullable(json.getInteger("minutes"))
        .<Lasting>map(Minutes::new)
        .orElseGet(() -> new OfLast(json.getInteger("k"), json.getInteger("n")));
  }
}
