package org.trousse.sdk.backlog;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file of lines that grows at its end. Written with [RandomAccessFile], since a channel closes
/// itself when a thread that writes is interrupted.
final class LogFile {
  private final RandomAccessFile file;
  private final Disk disk;
  private long length;

  private LogFile(RandomAccessFile file, Disk disk, long length) {
    this.file = file;
    this.disk = disk;
    this.length = length;
  }

  /// What makes bytes outlive the power.
  interface Disk {
    Disk REAL = FileDescriptor::sync;

    void sync(FileDescriptor file) throws IOException;
  }

  /// What a file holds.
  ///
  /// @param end where the last whole line ends: what stands behind it was never finished
  /// @param damagedBytes bytes between whole lines that are none
  record Found(List<Line> lines, int end, long damagedBytes) {}

  /// Reads all whole lines. A line that is not whole and has none behind it is one whose writing
  /// was cut short; one that has is damaged, and passed over.
  static Found read(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    List<Line> lines = new ArrayList<>();
    long damaged = 0;
    int end = 0;
    int at = 0;
    while (at < bytes.length) {
      int length = Line.lengthAt(bytes, at).orElse(0);
      if (length == 0) {
        at++;
        continue;
      }
      lines.add(Line.read(bytes, at, length));
      damaged += at - end;
      at += length;
      end = at;
    }
    return new Found(List.copyOf(lines), end, damaged);
  }

  /// Opens a file to write on at `end`; what stands behind it is cut off.
  static LogFile at(Path path, long end, Disk disk) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      if (file.length() != end) {
        file.setLength(end);
        disk.sync(file.getFD());
      }
      file.seek(end);
      return new LogFile(file, disk, end);
    } catch (IOException failed) {
      file.close();
      throw failed;
    }
  }

  /// Writes a line at the end.
  ///
  /// @return false when it could not be written, as on a full disk, and was taken back
  /// @throws IOException when nobody knows what the file holds now
  boolean append(byte[] line, boolean synced) throws IOException {
    try {
      file.write(line);
    } catch (IOException notWhole) {
      file.setLength(length);
      file.seek(length);
      return false;
    }
    if (synced) {
      disk.sync(file.getFD());
    }
    length += line.length;
    return true;
  }

  long length() {
    return length;
  }

  void close() {
    try {
      file.close();
    } catch (IOException already) {
      // what was promised is on the disk
    }
  }
}
