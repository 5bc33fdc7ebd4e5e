package org.trousse.referencing.outbound;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// In which country an address is, by the operator's location file: lines of `first,last,country`,
/// where the addresses are IPv4 or IPv6 and the country is ISO 3166-1 alpha-2. Lines that begin
/// with `#` are words.
public final class Countries {
  public static final int LINES_MAX = 2_000_000;

  private static final Comparator<Key> BY_KEY = Key::compareTo;

  /// 128 bits; an IPv4 address stands where IPv6 maps it (RFC 4291 §2.5.5.2).
  private record Key(long high, long low) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int first = Long.compareUnsigned(high, other.high);
      return first != 0 ? first : Long.compareUnsigned(low, other.low);
    }
  }

  private record Range(Key first, Key last, String country) {}

  private final List<Range> ranges;

  private Countries(List<Range> ranges) {
    this.ranges = ranges;
  }

  /// Without the operator's file: no country is known.
  public static Countries unknown() {
    return new Countries(List.of());
  }

  /// Throws [IllegalArgumentException] that names the first line which says no range.
  public static Countries read(List<String> lines) {
    if (lines.size() > LINES_MAX) {
      throw new IllegalArgumentException("more than " + LINES_MAX + " lines of locations");
    }
    List<Range> ranges = new ArrayList<>();
    int number = 0;
    for (String line : lines) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        ranges.add(range(line, number));
      }
    }
    ranges.sort(Comparator.comparing(Range::first, BY_KEY));
    for (int at = 1; at < ranges.size(); at++) {
      if (ranges.get(at).first().compareTo(ranges.get(at - 1).last()) <= 0) {
        throw new IllegalArgumentException("ranges of locations overlap");
      }
    }
    return new Countries(List.copyOf(ranges));
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  public Optional<String> of(InetAddress address) {
    Key key = key(address);
    int low = 0;
    int high = ranges.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Range range = ranges.get(middle);
      if (key.compareTo(range.first()) < 0) {
        high = middle - 1;
      } else if (key.compareTo(range.last()) > 0) {
        low = middle + 1;
      } else {
        return Optional.of(range.country());
      }
    }
    return Optional.empty();
  }

  private static Range range(String line, int number) {
    String[] parts = line.replace("\"", "").split(",", -1);
    if (parts.length != 3 || !parts[2].strip().matches("[A-Za-z]{2}")) {
      throw new IllegalArgumentException("line " + number + " of the locations says no range");
    }
    try {
      Key first = key(InetAddress.ofLiteral(parts[0].strip()));
      Key last = key(InetAddress.ofLiteral(parts[1].strip()));
      if (first.compareTo(last) > 0) {
        throw new IllegalArgumentException("backwards");
      }
      return new Range(first, last, parts[2].strip().toUpperCase(Locale.ROOT).intern());
    } catch (IllegalArgumentException noAddress) {
      throw new IllegalArgumentException(
          "line " + number + " of the locations says no range", noAddress);
    }
  }

  private static Key key(InetAddress address) {
    byte[] bytes = address.getAddress();
    long low = new BigInteger(1, bytes).longValue();
    return bytes.length == 4
        ? new Key(0, 0xFFFF_0000_0000L | low)
        : new Key(new BigInteger(1, bytes).shiftRight(Long.SIZE).longValue(), low);
  }
}
