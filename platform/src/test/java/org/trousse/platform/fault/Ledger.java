package org.trousse.platform.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// What was acknowledged, in a file of the client's own: only appended to, and synced to the disk
/// in groups before an entry counts. Stands outside of what it judges.
final class Ledger implements AutoCloseable {
  private static final int ENTRY_BYTES = 8;
  private static final int GROUP_MAX = 4_096;

  private record Entry(int device, int number) {
    static final Entry END = new Entry(-1, -1);
  }

  private final Path file;
  private final FileChannel channel;
  private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
  private final ExecutorService writer = Executors.newSingleThreadExecutor();
  private final Future<?> writing;
  private final AtomicLong counted = new AtomicLong();
  private long offered;

  Ledger(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
    this.writing = writer.submit(this::write);
  }

  synchronized void acknowledged(int device, int number) {
    offered++;
    waiting.add(new Entry(device, number));
  }

  /// How many entries are on the disk.
  long counted() {
    return counted.get();
  }

  /// Waits until every entry is on the disk.
  void settle() throws InterruptedException {
    long all;
    synchronized (this) {
      all = offered;
    }
    while (counted.get() < all) {
      if (writing.isDone()) {
        throw new IllegalStateException("the ledger cannot be written");
      }
      Thread.sleep(5);
    }
  }

  private void write() {
    List<Entry> group = new ArrayList<>();
    try {
      while (true) {
        group.add(waiting.take());
        waiting.drainTo(group, GROUP_MAX - 1);
        boolean end = group.removeIf(Entry.END::equals);
        ByteBuffer bytes = ByteBuffer.allocate(group.size() * ENTRY_BYTES);
        group.forEach(entry -> bytes.putInt(entry.device()).putInt(entry.number()));
        bytes.flip();
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(false);
        counted.addAndGet(group.size());
        group.clear();
        if (end) {
          return;
        }
      }
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException("the ledger cannot be written", failed);
    }
  }

  /// The numbers of each device as the file says them.
  List<BitSet> read() {
    try {
      List<BitSet> devices = Stream.generate(BitSet::new).limit(LoadDevice.COUNT).toList();
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      while (bytes.remaining() >= ENTRY_BYTES) {
        devices.get(bytes.getInt()).set(bytes.getInt());
      }
      return devices;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() throws IOException {
    waiting.add(Entry.END);
    writer.close();
    channel.close();
  }
}
