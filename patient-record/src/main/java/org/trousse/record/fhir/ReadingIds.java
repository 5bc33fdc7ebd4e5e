package org.trousse.record.fhir;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.trousse.record.reading.ReadingKey;
import org.trousse.sdk.PatientId;
import org.trousse.sdk.measure.Measure;

/// FHIR ids of readings: the key of the row, encrypted, so that reading one back needs no second
/// index and an id tells nothing about its patient.
///
/// The key's 33 bytes are encrypted with AES in counter mode whose start is a synthetic
/// initialisation vector in the manner of RFC 5297: 15 bytes of HMAC-SHA-256 over the key. The same
/// reading has the same id always, and an id that somebody altered or made up is nobody's. 48 bytes
/// are 64 characters of base64url; FHIR allows `.` and not `_`.
///
/// Holds ciphers: for one thread.
public final class ReadingIds {
  /// R4 `id`.
  static final int LENGTH = 64;

  private static final int VECTOR = 15;
  private static final int KEY = 33;
  private static final int BLOCK = 16;

  private final Mac vector;
  private final Cipher blocks;
  private final byte[] plain = new byte[KEY];
  private final byte[] sealed = new byte[VECTOR + KEY];
  private final byte[] counters = new byte[3 * BLOCK];
  private final byte[] stream = new byte[3 * BLOCK];

  ReadingIds(byte[] secret) {
    if (secret.length < 16) {
      throw new IllegalArgumentException("the key of reading ids has at least 16 bytes");
    }
    try {
      vector = Mac.getInstance("HmacSHA256");
      vector.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] encryption = vector.doFinal(JsonBytes.piece("reading ids: encryption"));
      byte[] authentication = vector.doFinal(JsonBytes.piece("reading ids: vector"));
      vector.init(new SecretKeySpec(authentication, "HmacSHA256"));
      // single blocks of a counter: the mode is ours, ECB only says "no chaining"
      blocks = Cipher.getInstance("AES/ECB/NoPadding");
      blocks.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(encryption, "AES"));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has AES and HMAC", absent);
    }
  }

  public byte[] id(ReadingKey key) {
    return id(key.patient(), key.measure(), key.reportedAt(), key.device(), key.nativeId());
  }

  /// The id's 64 ASCII characters.
  public byte[] id(
      PatientId patient, Measure measure, Instant reportedAt, long device, long nativeId) {
    ByteBuffer.wrap(plain)
        .putLong(patient.value())
        .put((byte) measure.code())
        .putLong(micros(reportedAt))
        .putLong(device)
        .putLong(nativeId);
    System.arraycopy(vector.doFinal(plain), 0, sealed, 0, VECTOR);
    crypt(plain, 0, sealed, VECTOR);
    byte[] id = Base64.getUrlEncoder().encode(sealed);
    replace(id, (byte) '_', (byte) '.');
    return id;
  }

  /// The key of an id that this class made; empty for every other text.
  public Optional<ReadingKey> key(String id) {
    byte[] text = JsonBytes.piece(id);
    if (text.length != LENGTH || id.indexOf('_') >= 0) {
      return Optional.empty();
    }
    replace(text, (byte) '.', (byte) '_');
    byte[] read;
    try {
      read = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (read.length != VECTOR + KEY) {
      return Optional.empty();
    }
    System.arraycopy(read, 0, sealed, 0, VECTOR);
    crypt(read, VECTOR, plain, 0);
    byte[] expected = Arrays.copyOf(vector.doFinal(plain), VECTOR);
    if (!MessageDigest.isEqual(expected, Arrays.copyOf(read, VECTOR))) {
      return Optional.empty();
    }
    ByteBuffer key = ByteBuffer.wrap(plain);
    return Optional.of(
        new ReadingKey(
            new PatientId(key.getLong()),
            Measure.ofCode(key.get()),
            instant(key.getLong()),
            key.getLong(),
            key.getLong()));
  }

  /// Counter mode from the vector in [#sealed], whose last byte counts.
  private void crypt(byte[] from, int fromOffset, byte[] to, int toOffset) {
    for (int block = 0; block < 3; block++) {
      System.arraycopy(sealed, 0, counters, block * BLOCK, VECTOR);
      counters[block * BLOCK + VECTOR] = (byte) block;
    }
    try {
      int written = blocks.update(counters, 0, counters.length, stream);
      if (written != stream.length) {
        throw new IllegalStateException("whole blocks are encrypted at once");
      }
    } catch (ShortBufferException impossible) {
      throw new IllegalStateException("the stream is as long as its counters", impossible);
    }
    for (int i = 0; i < KEY; i++) {
      to[toOffset + i] = (byte) (from[fromOffset + i] ^ stream[i]);
    }
  }

  private static void replace(byte[] text, byte from, byte to) {
    for (int i = 0; i < text.length; i++) {
      if (text[i] == from) {
        text[i] = to;
      }
    }
  }

  public static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
