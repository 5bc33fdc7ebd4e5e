package org.trousse.gateway.codec;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.trousse.gateway.codec.json.StrictJson;
import org.trousse.gateway.codec.wire.Decoded;
import org.trousse.sdk.reading.Payload;
import tools.jackson.databind.JsonNode;

/// A JSON message of one record or an array of them, each judged alone.
public final class JsonRecords {
  public static final int RECORDS_MAX = 1_000;

  private JsonRecords() {}

  /// Says each record with its own bytes as payload.
  public static List<Said> each(
      Payload whole, byte[] bytes, BiFunction<JsonNode, Payload, Stream<Said>> say) {
    return switch (document(bytes)) {
      case Decoded.Failed<StrictJson.Document>(String error, String mend) ->
          List.of(new Said.Unreadable(error, mend, whole));
      case Decoded.Value<StrictJson.Document>(StrictJson.Document document) ->
          document.array()
              ? document.pieces().stream()
                  .flatMap(piece -> say.apply(piece.node(), own(whole, bytes, piece)))
                  .toList()
              : say.apply(document.pieces().getFirst().node(), whole).toList();
    };
  }

  /// The document, if it holds 1 to [#RECORDS_MAX] records.
  static Decoded<StrictJson.Document> document(byte[] bytes) {
    Decoded<StrictJson.Document> read = StrictJson.read(bytes);
    if (read instanceof Decoded.Value<StrictJson.Document>(StrictJson.Document document)) {
      int count = document.pieces().size();
      if (count == 0 || count > RECORDS_MAX) {
        return Decoded.failed(
            "records", "The array holds " + count + " records; send 1 to " + RECORDS_MAX + ".");
      }
    }
    return read;
  }

  static Payload own(Payload whole, byte[] bytes, StrictJson.Piece piece) {
    return new Payload(whole.codec(), Arrays.copyOfRange(bytes, piece.from(), piece.end()));
  }
}
