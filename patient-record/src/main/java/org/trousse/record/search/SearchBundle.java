package org.trousse.record.search;

import static org.trousse.record.fhir.JsonBytes.piece;
import static org.trousse.record.fhir.JsonBytes.quoted;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trousse.record.door.Guest;
import org.trousse.record.fhir.DeviceEncoder;
import org.trousse.record.fhir.JsonBytes;
import org.trousse.record.reading.Position;
import org.trousse.record.reading.StoredReading;
import org.trousse.record.reading.StoredReading.Source;

/// R4 Bundle, a searchset, as it grows: it can be taken in parts and sent before it is whole.
public final class SearchBundle {
  /// Roughly what an entry takes.
  private static final int ENTRY_BYTES = 1_200;

  private static final byte[] ENTRIES = piece(",\"entry\":[");

  private final Guest guest;
  private final String base;
  private final String path;
  private final byte[] observations;
  private final Map<Long, Source> devices = new LinkedHashMap<>();
  private final JsonBytes json;
  private boolean begun;

  /// @param base the FHIR base address
  /// @param path what was asked, below the base
  /// @param entries how many are written before it is taken, roughly
  public SearchBundle(Guest guest, String base, String path, int entries) {
    this.guest = guest;
    this.base = base;
    this.path = path;
    String address = quoted(base + "/Observation/");
    this.observations = piece(address.substring(0, address.length() - 1));
    this.json = new JsonBytes(ENTRY_BYTES * (entries + 1));
  }

  /// Everything before the entries.
  public SearchBundle open(@Nullable Long total, Instant now) {
    json.piece(piece("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"timestamp\":\""))
        .instant(now)
        .character('"');
    if (total != null) {
      json.ascii(",\"total\":" + total);
    }
    return this;
  }

  private byte[] link(String relation, String query) {
    String url = base + "/" + path + (query.isEmpty() ? "" : "?" + query);
    return piece("{\"relation\":" + quoted(relation) + ",\"url\":" + quoted(url) + "}");
  }

  public SearchBundle match(StoredReading reading) {
    devices.putIfAbsent(reading.source().key(), reading.source());
    guest.encoder().writeEntry(reading, observations, next());
    return this;
  }

  /// The devices of the readings so far, each once.
  ///
  /// @param mode `include`, or `match` where they are what was asked for
  public SearchBundle devices(String mode) {
    devices
        .values()
        .forEach(device ->
            entry(
                "Device/" + guest.ids().device(device.key()),
                DeviceEncoder.encode(device, guest.ids()),
                mode));
    devices.clear();
    return this;
  }

  /// Any other resource.
  ///
  /// @param place its address below the base
  public SearchBundle entry(String place, byte[] resource, String mode) {
    next()
        .piece(piece("{\"fullUrl\":" + quoted(base + "/" + place) + ",\"resource\":"))
        .piece(resource)
        .piece(piece(",\"search\":{\"mode\":" + quoted(mode) + "}}"));
    return this;
  }

  /// What was left out of the question, if anything: R4 search, handling errors.
  public SearchBundle ignored(List<String> ignored, Locale language) {
    leftOut(ignored, language).ifPresent(entry -> next().piece(piece(entry)));
    return this;
  }

  /// The entry that says what was left out of a question; empty: nothing was.
  public static Optional<String> leftOut(List<String> ignored, Locale language) {
    if (ignored.isEmpty()) {
      return Optional.empty();
    }
    String outcome = outcome(ignored, language);
    return Optional.of(
        "{\"fullUrl\":\"urn:uuid:"
            + UUID.nameUUIDFromBytes(piece(outcome))
            + "\",\"resource\":"
            + outcome
            + ",\"search\":{\"mode\":\"outcome\"}}");
  }

  private static String outcome(List<String> ignored, Locale language) {
    String said =
        language.equals(Locale.ENGLISH)
            ? "This parameter was left out: "
            : "Ce paramètre n'a pas été pris en compte : ";
    return "{\"resourceType\":\"OperationOutcome\",\"language\":"
        + quoted(language.getLanguage())
        + ",\"issue\":["
        + ignored.stream()
            .map(name ->
                "{\"severity\":\"warning\",\"code\":\"not-supported\",\"details\":{\"text\":"
                    + quoted(said + name)
                    + "}}")
            .collect(Collectors.joining(","))
        + "]}";
  }

  private JsonBytes next() {
    if (begun) {
      return json.character(',');
    }
    begun = true;
    return json.piece(ENTRIES);
  }

  /// What was written since it was taken last.
  public byte[] take() {
    return json.take();
  }

  /// The rest. The links come last: where the next page starts is known when this one is full, and
  /// in JSON the order of a resource's elements says nothing (R4 JSON).
  ///
  /// @param last where the next page starts; null: this is the last one
  public byte[] end(SearchQuestion question, @Nullable Position last) {
    json.ascii(begun ? "],\"link\":[" : ",\"link\":[")
        .piece(link("self", question.query(null, guest.ids().readings())));
    if (last != null) {
      json.character(',').piece(link("next", question.query(last, guest.ids().readings())));
    }
    return json.ascii("]}").take();
  }
}
