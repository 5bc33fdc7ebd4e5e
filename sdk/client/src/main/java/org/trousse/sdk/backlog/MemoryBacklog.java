package org.trousse.sdk.backlog;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trousse.sdk.reading.Payload;

/// Lives and ends with the process: for a device that keeps its readings itself. It has no dead
/// letters, as whoever published is there to be told.
public final class MemoryBacklog implements Backlog {
  private final int max;
  private final TreeMap<Long, Entry> entries = new TreeMap<>();
  private long lastNumber;

  /// An empty one.
  ///
  /// @param max publications kept, from 1
  public MemoryBacklog(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("room for one at least");
    }
    this.max = max;
  }

  @Override
  public synchronized Kept keep(Payload payload, @Nullable String correlation) {
    if (entries.size() >= max) {
      return new Kept.Full("as many wait as are kept: " + max);
    }
    lastNumber++;
    Entry entry = new Entry(lastNumber, payload, correlation);
    entries.put(lastNumber, entry);
    return new Kept.Held(entry);
  }

  @Override
  public synchronized List<Entry> unsettled() {
    return List.copyOf(entries.values());
  }

  @Override
  public synchronized void acknowledged(long number) {
    entries.remove(number);
  }

  @Override
  public synchronized void refused(long number, String reason) {
    entries.remove(number);
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return List.of();
  }

  @Override
  public void discard(long number) {
    // there are none
  }

  @Override
  public void close() {
    // nothing is open
  }
}
