package org.trousse.record.care;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.trousse.record.care.RoleMatrix.Cell;
import org.trousse.record.care.RoleMatrix.Versions;
import org.trousse.record.professional.Profession;

/// The role matrix as data: read from its file, and published to the database, where row-level
/// security reads it. A version that was published never changes.
public final class MatrixStore {
  private static final String FILE = "/care/role-matrix.json";

  private static final String PUBLISH =
      "select record.publish_matrix($1, $2, $3, $4, $5, $6, $7, $8, $9)";

  private final Pool ingest;

  public MatrixStore(Pool ingest) {
    this.ingest = ingest;
  }

  /// The versions that came with the program.
  public static Versions shipped() {
    try (var bytes = Objects.requireNonNull(MatrixStore.class.getResourceAsStream(FILE), FILE)) {
      return read(new JsonObject(new String(bytes.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// A profession or a kind that is not known opens nothing: the whole file is refused.
  static Versions read(JsonObject file) {
    return new Versions(objects(file.getJsonArray("versions")).map(MatrixStore::version).toList());
  }

  private static RoleMatrix version(JsonObject version) {
    List<Cell> cells = new ArrayList<>();
    objects(version.getJsonArray("professions")).forEach(row -> cells.addAll(cells(row)));
    return RoleMatrix.of(
        version.getString("version"),
        LocalDate.parse(version.getString("validFrom")),
        version.getString("source"),
        cells);
  }

  private static List<Cell> cells(JsonObject row) {
    String code = row.getString("code");
    Profession profession =
        Profession.ofCode(code)
            .orElseThrow(() -> new IllegalArgumentException("no profession has code " + code));
    Set<CareKind> reads = kinds(row.getJsonArray("reads"));
    Set<CareKind> writes = kinds(row.getJsonArray("writes"));
    Set<CareKind> emergency = kinds(row.getJsonArray("emergency"));
    return EnumSet.allOf(CareKind.class).stream()
        .map(kind ->
            new Cell(
                profession,
                kind,
                reads.contains(kind),
                writes.contains(kind),
                emergency.contains(kind)))
        .toList();
  }

  private static Set<CareKind> kinds(JsonArray words) {
    Set<CareKind> kinds = EnumSet.noneOf(CareKind.class);
    for (int place = 0; place < words.size(); place++) {
      String word = words.getString(place);
      kinds.add(
          CareKind.ofWord(word)
              .orElseThrow(() -> new IllegalArgumentException("no kind is called " + word)));
    }
    return kinds;
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return IntStream.range(0, array.size()).mapToObj(array::getJsonObject);
  }

  /// Publishes what the database does not have yet.
  public Future<Void> publish(Versions versions, Instant now) {
    return Future.all(versions.all().stream().map(one -> publish(one, now)).toList()).mapEmpty();
  }

  private Future<Void> publish(RoleMatrix version, Instant now) {
    List<Cell> cells = version.cells();
    Tuple values =
        Tuple.of(
                version.version(),
                version.validFrom(),
                version.source(),
                now.atOffset(ZoneOffset.UTC))
            .addArrayOfString(
                cells.stream().map(cell -> cell.profession().code()).toArray(String[]::new))
            .addArrayOfShort(
                cells.stream().map(cell -> (short) cell.kind().code()).toArray(Short[]::new))
            .addArrayOfBoolean(cells.stream().map(Cell::reads).toArray(Boolean[]::new))
            .addArrayOfBoolean(cells.stream().map(Cell::writes).toArray(Boolean[]::new))
            .addArrayOfBoolean(cells.stream().map(Cell::emergency).toArray(Boolean[]::new));
    return ingest.preparedQuery(PUBLISH).execute(values).mapEmpty();
  }
}
