package org.trousse.sdk.backlog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.reading.Payload;

/// A backlog in a directory: what [#keep] answered [Kept.Held] for is on the disk (`fsync`) and is
/// there again after a kill, a crash or a power cut, once and in its order.
///
/// Lines with checksums are appended to one file; a line whose writing was cut short is cut off at
/// the next start. An acknowledgement is written without waiting for the disk: when the power ends
/// just then, the publication goes out once more, and the gateway knows it again by what the device
/// said or by its correlation, which is made up where the device gives none. When most of the file
/// is settled, what is left is written to a new one.
///
/// The files hold measurements: they are readable by their owner alone where the file system knows
/// owners. One process at a time.
public final class FileBacklog implements Backlog {
  private static final int REASON_CHARACTERS_MAX = 500;
  private static final long LINE_BYTES = 64;

  private final Limits limits;
  private final Clock clock;
  private final Supplier<String> ids;
  private final FileChannel lock;
  private final Generations files;
  private final long damagedBytes;

  private final TreeMap<Long, Entry> waiting = new TreeMap<>();
  private final TreeMap<Long, DeadLetter> dead = new TreeMap<>();
  private LogFile log;
  private long lastNumber;
  private long liveBytes;
  private @Nullable String broken;

  /// What may be kept, dead letters included.
  ///
  /// @param recordsMax publications
  /// @param bytesMax bytes of publications in the file; they stand in memory too
  /// @param recordBytesMax bytes of one publication
  /// @param settledBytesMax bytes of settled publications that may lie in the file before it is
  ///   written anew
  public record Limits(int recordsMax, long bytesMax, int recordBytesMax, long settledBytesMax) {
    public static final Limits USUAL = new Limits(20_000, 16L << 20, 256 << 10, 1L << 20);

    private static final long BYTES_HIGHEST = 256L << 20;

    public Limits {
      if (recordsMax < 1 || recordBytesMax < LINE_BYTES || bytesMax < recordBytesMax) {
        throw new IllegalArgumentException("room for one at least");
      }
      if (bytesMax > BYTES_HIGHEST || recordBytesMax > Line.BODY_BYTES_MAX || settledBytesMax < 0) {
        throw new IllegalArgumentException("256 MiB at most, and 16 MiB for one");
      }
    }
  }

  /// Opens the backlog of one device with the usual limits; makes the directory where there is
  /// none.
  ///
  /// @throws FileSystemException when another process, or another backlog, has it open
  public static FileBacklog open(Path directory) throws IOException {
    return open(directory, Limits.USUAL, Clock.systemUTC(), () -> UUID.randomUUID().toString());
  }

  /// Opens the backlog of one device.
  ///
  /// @param ids correlations for publications that come without
  /// @throws FileSystemException when another process, or another backlog, has it open
  public static FileBacklog open(Path directory, Limits limits, Clock clock, Supplier<String> ids)
      throws IOException {
    return open(directory, limits, clock, ids, LogFile.Disk.REAL);
  }

  static FileBacklog open(
      Path directory, Limits limits, Clock clock, Supplier<String> ids, LogFile.Disk disk)
      throws IOException {
    Generations files = new Generations(directory, disk);
    FileChannel lock = locked(directory, files.create("lock"));
    try {
      return new FileBacklog(limits, clock, ids, lock, files);
    } catch (IOException | RuntimeException failed) {
      lock.close();
      throw failed;
    }
  }

  private FileBacklog(
      Limits limits, Clock clock, Supplier<String> ids, FileChannel lock, Generations files)
      throws IOException {
    this.limits = limits;
    this.clock = clock;
    this.ids = ids;
    this.lock = lock;
    this.files = files;
    LogFile.Found found = files.newest();
    found.lines().forEach(this::apply);
    this.damagedBytes = found.damagedBytes();
    this.log = damagedBytes > 0 ? files.setAside(whatIsLeft()) : files.open(found, whatIsLeft());
  }

  private static FileChannel locked(Path directory, Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
    @Nullable FileLock held = null;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException here) {
      // by this process: as good as another
    } finally {
      if (held == null) {
        channel.close();
      }
    }
    if (held == null) {
      throw new FileSystemException(directory.toString(), null, "this backlog is open elsewhere");
    }
    return channel;
  }

  private void apply(Line line) {
    if (line instanceof Line.Start start) {
      lastNumber = Math.max(lastNumber, start.lastNumber());
    } else if (line instanceof Line.Keep keep) {
      lastNumber = Math.max(lastNumber, keep.entry().number());
      waiting.put(keep.entry().number(), keep.entry());
      liveBytes += weight(keep.entry());
    } else if (line instanceof Line.Settled settled) {
      forget(settled.number());
    } else if (line instanceof Line.Dead refused) {
      Entry entry = waiting.remove(refused.number());
      if (entry != null) {
        dead.put(entry.number(), new DeadLetter(entry, refused.reason(), refused.at()));
      }
    }
  }

  @Override
  public synchronized Kept keep(Payload payload, @Nullable String correlation) {
    if (broken != null) {
      return new Kept.Failed(broken);
    }
    String known = correlation == null ? ids.get() : correlation;
    Entry entry = new Entry(lastNumber + 1, payload, known);
    long weight = weight(entry);
    if (weight > limits.recordBytesMax()) {
      return new Kept.Full("one publication is longer than " + limits.recordBytesMax());
    }
    if (waiting.size() + dead.size() >= limits.recordsMax()
        || liveBytes + weight > limits.bytesMax()) {
      return new Kept.Full(
          "%d wait and %d are dead letters".formatted(waiting.size(), dead.size()));
    }
    String failed = write(new Line.Keep(entry), true);
    if (failed != null) {
      return new Kept.Failed(failed);
    }
    lastNumber = entry.number();
    waiting.put(lastNumber, entry);
    liveBytes += weight;
    return new Kept.Held(entry);
  }

  @Override
  public synchronized List<Entry> unsettled() {
    return List.copyOf(waiting.values());
  }

  @Override
  public synchronized void acknowledged(long number) {
    if (waiting.containsKey(number)) {
      settle(number);
    }
  }

  @Override
  public synchronized void refused(long number, String reason) {
    if (waiting.containsKey(number)) {
      String why = reason.substring(0, Math.min(reason.length(), REASON_CHARACTERS_MAX));
      Line.Dead line = new Line.Dead(number, clock.instant(), why);
      apply(line);
      var unused = write(line, true);
    }
  }

  @Override
  public synchronized List<DeadLetter> deadLetters() {
    return List.copyOf(dead.values());
  }

  @Override
  public synchronized void discard(long number) {
    if (dead.containsKey(number)) {
      settle(number);
    }
  }

  /// Bytes that were damaged when the backlog was opened, as by a failing disk; 0 when all was
  /// well. What could be read is here; the file as it was found lies beside, its name beginning
  /// with `damaged-`.
  public long damagedBytes() {
    return damagedBytes;
  }

  @Override
  public synchronized void close() {
    broken = "closed";
    log.close();
    try {
      lock.close();
    } catch (IOException already) {
      // closed is what we wanted
    }
  }

  /// How many, and nothing of what they say.
  @Override
  public synchronized String toString() {
    return "FileBacklog(%d wait, %d dead letters)".formatted(waiting.size(), dead.size());
  }

  private void settle(long number) {
    forget(number);
    var unused = write(new Line.Settled(number), false);
    if (broken == null && log.length() - liveBytes > limits.settledBytesMax() + liveBytes) {
      compact();
    }
  }

  private void forget(long number) {
    Entry entry = waiting.remove(number);
    DeadLetter letter = dead.remove(number);
    if (entry == null && letter != null) {
      entry = letter.entry();
    }
    liveBytes -= entry == null ? 0 : weight(entry);
  }

  /// Null when it was written. Once the disk failed at a line, what the file holds is not known (an
  /// `fsync` that failed once may well succeed the next time without having written): nothing more
  /// is promised until the backlog is opened again.
  private @Nullable String write(Line line, boolean synced) {
    if (broken != null) {
      return broken;
    }
    try {
      return log.append(line.bytes(), synced) ? null : "the disk has no room";
    } catch (IOException failed) {
      broken = "the disk failed: " + failed.getClass().getSimpleName();
      return broken;
    }
  }

  private void compact() {
    try {
      LogFile old = log;
      log = files.next(whatIsLeft());
      old.close();
    } catch (IOException notNow) {
      // the file goes on as it is; the next settlement tries again
    }
  }

  private List<Line> whatIsLeft() {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line.Start(lastNumber));
    waiting.values().forEach(entry -> lines.add(new Line.Keep(entry)));
    for (DeadLetter letter : dead.values()) {
      lines.add(new Line.Keep(letter.entry()));
      lines.add(new Line.Dead(letter.entry().number(), letter.refused(), letter.reason()));
    }
    return lines;
  }

  /// Near enough to the bytes of its line.
  private static long weight(Entry entry) {
    String correlation = entry.correlation();
    return LINE_BYTES
        + entry.payload().codec().getBytes(StandardCharsets.UTF_8).length
        + (correlation == null ? 0 : correlation.getBytes(StandardCharsets.UTF_8).length)
        + entry.payload().bytes().length;
  }
}
