package org.trousse.record.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.trousse.record.merkle.SignedNote;

/// Checkpoints outside the database: a file for each day (UTC), one signed note after the other.
/// Nothing is ever rewritten, so that a folder whose files can only grow suits. Blocks.
public final class CheckpointFolder {
  /// A checkpoint as it is kept.
  ///
  /// @param at when it was signed; its day names its file
  /// @param note signed
  public record Kept(Instant at, long size, String note) {}

  private static final String SUFFIX = ".checkpoints";

  /// A day has 172,800 seals at most.
  private static final long FILE_BYTES_MAX = 128L << 20;

  private final Path folder;

  public CheckpointFolder(Path folder) {
    this.folder = folder;
  }

  /// The last checkpoint that is there whole. What a crash left of one after it is cut off: it is
  /// written again.
  Optional<String> newest() throws IOException {
    Files.createDirectories(folder);
    for (Path file : files().reversed()) {
      byte[] bytes = read(file);
      int whole = whole(bytes);
      if (whole < bytes.length) {
        cut(file, whole);
      }
      List<String> notes = split(Arrays.copyOf(bytes, whole));
      if (!notes.isEmpty()) {
        return Optional.of(notes.getLast());
      }
    }
    return Optional.empty();
  }

  /// On the disk when it returns.
  void append(List<Kept> checkpoints) throws IOException {
    Files.createDirectories(folder);
    Map<LocalDate, StringBuilder> days = new TreeMap<>();
    for (Kept checkpoint : checkpoints) {
      days.computeIfAbsent(
              LocalDate.ofInstant(checkpoint.at(), ZoneOffset.UTC), day -> new StringBuilder())
          .append(checkpoint.note());
    }
    for (Map.Entry<LocalDate, StringBuilder> day : days.entrySet()) {
      append(folder.resolve(day.getKey() + SUFFIX), day.getValue().toString());
    }
  }

  private void append(Path file, String notes) throws IOException {
    boolean fresh = !Files.exists(file);
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer rest = ByteBuffer.wrap(notes.getBytes(StandardCharsets.UTF_8));
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    if (fresh) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  private static void cut(Path file, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.force(true);
    }
  }

  /// The files, the oldest day first.
  public List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  /// A day's notes as they are; what is no note comes as it stands.
  public static List<String> notes(Path file) throws IOException {
    return split(read(file));
  }

  private static byte[] read(Path file) throws IOException {
    if (Files.size(file) > FILE_BYTES_MAX) {
      throw new IOException(file + " is too large for a day's checkpoints");
    }
    return Files.readAllBytes(file);
  }

  /// Parts a file: a note ends with its last signature. What cannot be read comes as one part, and
  /// so does what is left at the end.
  public static List<String> split(byte[] file) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException no) {
      return List.of(new String(file, StandardCharsets.ISO_8859_1));
    }
    List<String> notes = new ArrayList<>();
    int begun = 0;
    boolean signed = false;
    for (int at = 0; at < text.length(); ) {
      boolean signature = text.startsWith(SignedNote.PREFIX, at);
      if (signed && !signature) {
        notes.add(text.substring(begun, at));
        begun = at;
      }
      signed = signature;
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
    }
    if (begun < text.length()) {
      notes.add(text.substring(begun));
    }
    return notes;
  }

  /// How many bytes the whole notes have: up to the end of the last signature's line.
  private static int whole(byte[] file) {
    byte[] prefix = ("\n" + SignedNote.PREFIX).getBytes(StandardCharsets.UTF_8);
    int end = file.length;
    while (end > 0) {
      int line = lastLine(file, end);
      if (file[end - 1] == '\n' && begins(file, line - 1, prefix)) {
        return end;
      }
      end = line;
    }
    return 0;
  }

  /// Where the line that ends at `end` begins.
  private static int lastLine(byte[] file, int end) {
    int line = end - 1;
    while (line > 0 && file[line - 1] != '\n') {
      line--;
    }
    return line;
  }

  private static boolean begins(byte[] file, int at, byte[] prefix) {
    return at >= 0
        && at + prefix.length <= file.length
        && Arrays.equals(file, at, at + prefix.length, prefix, 0, prefix.length);
  }
}
