package org.trousse.platform.database.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trousse.platform.refusal.Refusal;
import org.trousse.platform.secret.PlatformKey;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a backup holds: `manifest.json`, and its seal beside it.
///
/// @param format of the folder; this platform reads [#FORMAT]
/// @param product version of the platform that wrote it
/// @param server version of PostgreSQL that it was read from
/// @param startedAt UTC; later changes may be missing
/// @param finishedAt UTC
/// @param key which key the data belongs to; tells nothing of the key itself
/// @param note for whoever finds the folder
/// @param schemas the version of each schema's migrations
public record Manifest(
    int format,
    String product,
    String server,
    Instant startedAt,
    Instant finishedAt,
    String key,
    String note,
    Map<String, String> schemas,
    List<Table> tables,
    List<Sequence> sequences) {
  static final int FORMAT = 1;
  static final String FILE = "manifest.json";
  static final String NOTE =
      "Patients' data in the clear: keep it as you keep a medical record. No key and no password is"
          + " in it; restoring needs the platform's key (trousse.key), kept somewhere else.";

  private static final String NAME = "[a-z][a-z0-9_]{0,62}";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /// One table's rows, in PostgreSQL's text format.
  ///
  /// @param columns in the file's order
  /// @param sha256 of the file, hexadecimal
  public record Table(
      String schema, String table, List<String> columns, long rows, long bytes, String sha256) {
    public Table {
      requireName(schema);
      requireName(table);
      columns.forEach(Manifest::requireName);
      columns = List.copyOf(columns);
    }

    /// `schema.table`.
    public String name() {
      return schema + "." + table;
    }

    Path in(Path folder) {
      return folder.resolve(name() + ".copy");
    }
  }

  /// Where a counter stood.
  public record Sequence(String schema, String name, long last, boolean called) {
    public Sequence {
      requireName(schema);
      requireName(name);
    }
  }

  public Manifest {
    schemas.keySet().forEach(Manifest::requireName);
    schemas = Map.copyOf(schemas);
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
  }

  /// A name becomes a file and a part of SQL: nothing but what our own schemas use may pass.
  private static void requireName(String name) {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException("not a name in our schemas: " + name);
    }
  }

  public long rows() {
    return tables.stream().mapToLong(Table::rows).sum();
  }

  void write(Path folder, PlatformKey key) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(this);
    BackupFile.write(folder.resolve(FILE), bytes);
    Seal.of(key, bytes).write(folder);
  }

  /// Reads the manifest of a backup that this key sealed.
  static Manifest read(Path folder, PlatformKey key) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new Refusal("%s is not a backup: it has no %s.".formatted(folder, FILE));
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      boolean sealed = Seal.of(key, bytes).equals(Seal.read(folder));
      Manifest manifest = JSON.readValue(bytes, Manifest.class);
      if (!sealed && !manifest.key().equals(Seal.fingerprint(key))) {
        throw new Refusal(
            "The backup %s belongs to another key: give the key it was made with by --key-file."
                .formatted(folder));
      }
      if (!sealed) {
        throw damaged(folder, FILE, null);
      }
      if (manifest.format() != FORMAT) {
        throw new Refusal(
            "The backup %s has format %d, this Trousse reads %d: restore it with Trousse %s."
                .formatted(folder, manifest.format(), FORMAT, manifest.product()));
      }
      return manifest;
    } catch (IOException | JacksonException unreadable) {
      throw damaged(folder, FILE, unreadable);
    }
  }

  static Refusal damaged(Path folder, String file, @Nullable Throwable cause) {
    String sentence =
        "The backup %s is damaged: %s is not as it was written. Nothing was restored; use another backup."
            .formatted(folder, file);
    return cause == null ? new Refusal(sentence) : new Refusal(sentence, cause);
  }
}
