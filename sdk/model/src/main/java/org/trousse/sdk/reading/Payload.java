package org.trousse.sdk.reading;

import java.util.Arrays;

/// The bytes of one record as they were received, and the codec that reads them.
public final class Payload {
  private final String codec;
  private final byte[] bytes;

  /// @param codec the topic's last level, e.g. `gatt-2a18`
  public Payload(String codec, byte[] bytes) {
    this.codec = codec;
    this.bytes = bytes.clone();
  }

  public String codec() {
    return codec;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that
        && codec.equals(that.codec)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Never the bytes: they are health data.
  @Override
  public String toString() {
    return "Payload(" + codec + ", " + bytes.length + " bytes)";
  }
}
