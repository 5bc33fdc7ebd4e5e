package org.trousse.referencing.evidence.content;

import java.util.zip.CRC32;

/// Pictures, walked piece by piece: whether they are whole, and end where their file ends.
final class Pictures {
  static final String PNG = "\u0089PNG\r\n\u001a\n";

  private static final int PNG_START = 8;
  private static final int PNG_CHUNK_FRAME = 12;
  private static final int WEBP_START = 12;

  private Pictures() {}

  /// PNG 3rd edition §5: chunks of length, type, data and CRC; IHDR first, IEND last.
  static boolean png(Bytes bytes) {
    if (!bytes.is(PNG_START + 4, "IHDR") || bytes.u32(PNG_START) != 13) {
      return false;
    }
    long place = PNG_START;
    boolean data = false;
    while (true) {
      long length = bytes.u32(place);
      long next = place + PNG_CHUNK_FRAME + length;
      if (length < 0 || next > bytes.length() || bytes.u32(next - 4) != crc(bytes, place, length)) {
        return false;
      }
      data |= bytes.is(place + 4, "IDAT");
      if (bytes.is(place + 4, "IEND")) {
        return data && length == 0 && next == bytes.length();
      }
      place = next;
    }
  }

  private static long crc(Bytes bytes, long place, long length) {
    CRC32 crc = new CRC32();
    crc.update(bytes.array(), (int) place + 4, (int) length + 4);
    return crc.getValue();
  }

  /// ITU-T T.81 annex B: marker segments to a scan, its coded data to the next marker, and so on to
  /// EOI, which ends the file.
  static boolean jpeg(Bytes bytes) {
    long place = 2;
    boolean scanned = false;
    while (bytes.at(place) == 0xff) {
      int marker = bytes.at(place + 1);
      if (marker == 0xff) {
        place++; // fill bytes, B.1.1.2
      } else if (marker == 0xd9) {
        return scanned && place + 2 == bytes.length();
      } else if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8)) {
        return false; // no marker that has a segment here
      } else {
        int length = bytes.u16(place + 2);
        if (length < 2 || place + 2 + length > bytes.length()) {
          return false;
        }
        place += 2 + length;
        if (marker == 0xda) {
          scanned = true;
          place = afterScan(bytes, place);
        }
      }
    }
    return false;
  }

  /// B.1.1.5: 0xff in coded data is followed by 0x00, or is a restart marker.
  private static long afterScan(Bytes bytes, long from) {
    long place = from;
    while (place < bytes.length()) {
      int next = bytes.at(place + 1);
      if (bytes.at(place) == 0xff && next != 0 && !(next >= 0xd0 && next <= 0xd7)) {
        return place;
      }
      place++;
    }
    return place;
  }

  /// RFC 9649 §2: one RIFF file whose size is the file's, of chunks that fill it.
  static boolean webp(Bytes bytes) {
    if (bytes.u32le(4) + 8 != bytes.length()) {
      return false;
    }
    long place = WEBP_START;
    boolean image = false;
    while (place < bytes.length()) {
      long length = bytes.u32le(place + 4);
      if (length < 0) {
        return false;
      }
      image |= bytes.is(place, "VP8 ") || bytes.is(place, "VP8L") || bytes.is(place, "ANMF");
      place += 8 + length + (length & 1);
    }
    return image && place == bytes.length();
  }
}
