package org.trousse.record.subscribe.send;

import java.net.InetAddress;

/// Which addresses anybody on the internet could reach too. What is not known to be public is not
/// (RFC 6890 and the registries of special purpose addresses).
final class PublicAddress {
  private PublicAddress() {}

  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? isPublic4(bytes) : isPublic6(bytes);
  }

  private static boolean isPublic4(byte[] bytes) {
    int a = bytes[0] & 0xFF;
    int b = bytes[1] & 0xFF;
    int c = bytes[2] & 0xFF;
    return switch (a) {
      case 0, 10, 127 -> false;
      case 100 -> b < 64 || b > 127; // shared by carriers, RFC 6598
      case 169 -> b != 254; // link local, where clouds keep their credentials
      case 172 -> b < 16 || b > 31;
      case 192 ->
          b != 168 && !(b == 0 && (c == 0 || c == 2)) && !(b == 88 && c == 99); // RFC 6890, 5737
      case 198 -> b != 18 && b != 19 && !(b == 51 && c == 100);
      case 203 -> !(b == 0 && c == 113);
      default -> a < 224; // multicast and reserved
    };
  }

  /// Global unicast is 2000::/3; in it, tunnels carry a version 4 address and documentation none.
  private static boolean isPublic6(byte[] bytes) {
    int first = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    int second = ((bytes[2] & 0xFF) << 8) | (bytes[3] & 0xFF);
    if ((first & 0xE000) != 0x2000) {
      return false;
    }
    boolean special = first == 0x2001 && (second < 0x0200 || second == 0x0DB8);
    boolean tunnel = first == 0x2002;
    boolean documentation = first == 0x3FFF && second < 0x1000;
    return !special && !tunnel && !documentation;
  }
}
