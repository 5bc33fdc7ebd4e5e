package org.trousse.referencing.evidence.content;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A file's bytes with a place in them; reading past the end gives -1.
final class Bytes {
  private final byte[] all;

  Bytes(byte[] all) {
    this.all = all;
  }

  int length() {
    return all.length;
  }

  /// 0 to 255; -1: behind the end.
  int at(long place) {
    return place < 0 || place >= all.length ? -1 : all[(int) place] & 0xff;
  }

  boolean startsWith(String ascii) {
    return is(0, ascii);
  }

  /// Whether these letters, as Latin-1, stand at a place.
  boolean is(long place, String latin) {
    for (int i = 0; i < latin.length(); i++) {
      if (at(place + i) != latin.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Big-endian, 16 bits; -1: behind the end.
  int u16(long place) {
    return at(place + 1) < 0 ? -1 : (at(place) << 8) | at(place + 1);
  }

  /// Big-endian, 32 bits; -1: behind the end.
  long u32(long place) {
    return at(place + 3) < 0 ? -1 : ((long) u16(place) << 16) | u16(place + 2);
  }

  /// Little-endian, 32 bits; -1: behind the end.
  long u32le(long place) {
    return at(place + 3) < 0
        ? -1
        : ((long) at(place + 3) << 24) | (at(place + 2) << 16) | (at(place + 1) << 8) | at(place);
  }

  /// The last place of these letters at or behind `from`; -1: not there.
  int lastIndexOf(String latin, int from) {
    for (int place = all.length - latin.length(); place >= Math.max(from, 0); place--) {
      if (is(place, latin)) {
        return place;
      }
    }
    return -1;
  }

  /// So many bytes from the start as letters, in lower case.
  String startAsText(int most) {
    return new String(all, 0, Math.min(most, all.length), StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  byte[] array() {
    return all;
  }
}
