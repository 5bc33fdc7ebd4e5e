package org.trousse.platform.database.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.LongConsumer;

/// A file of a backup: readable by its owner alone, on the disk when it is closed, hashed on the
/// way.
final class BackupFile extends OutputStream {
  private static final long SAID_EVERY_BYTES = 4L << 20;
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel channel;
  private final MessageDigest digest = sha256();
  private final LongConsumer said;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long bytes;
  private long next = SAID_EVERY_BYTES;

  private BackupFile(FileChannel channel, LongConsumer said) {
    this.channel = channel;
    this.said = said;
  }

  static BackupFile create(Path file, LongConsumer said) throws IOException {
    return new BackupFile(
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        said);
  }

  static void write(Path file, byte[] bytes) throws IOException {
    try (BackupFile out = create(file, _ -> {})) {
      out.write(bytes);
    }
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single});
  }

  @Override
  public void write(byte[] source, int from, int length) throws IOException {
    digest.update(source, from, length);
    for (int place = from; place < from + length; ) {
      if (!buffer.hasRemaining()) {
        drain();
      }
      int part = Math.min(buffer.remaining(), from + length - place);
      buffer.put(source, place, part);
      place += part;
    }
    bytes += length;
    if (bytes >= next) {
      said.accept(bytes);
      next = bytes + SAID_EVERY_BYTES;
    }
  }

  private void drain() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  long bytes() {
    return bytes;
  }

  /// Of all that was written; asked once.
  String sha256Hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (channel.isOpen()) {
        drain();
        channel.force(true);
      }
    }
  }

  static String sha256Hex(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] part = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int got = in.read(part); got >= 0; got = in.read(part)) {
        digest.update(part, 0, got);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }
}
