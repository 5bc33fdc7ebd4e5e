package org.trousse.platform.bench;

import java.util.Set;
import java.util.TreeSet;

/// What a run measures, from system properties.
///
/// @param parts letters of docs/benchmarks.md
/// @param seconds of saturation, and of the half load; the fixed load lasts twice as long
/// @param perSecond the fixed load
/// @param idle connections that say nothing
/// @param rows the table has at least, when its bytes are counted
/// @param runs of each side of the search
/// @param revocations of all kinds together
/// @param recording file of a flight recording of the saturated platform; empty for none
record Options(
    Set<String> parts,
    int seconds,
    int connections,
    int perSecond,
    int idle,
    int rows,
    int runs,
    int revocations,
    String recording) {
  private static final Set<String> ALL =
      Set.of("a", "b", "c", "d", "e", "revocation", "worklist", "read");

  Options {
    if (!ALL.containsAll(parts)) {
      throw new IllegalArgumentException(
          "-Dbench takes some of a,b,c,d,e,revocation,worklist,read, not " + parts);
    }
  }

  static Options given() {
    return new Options(
        new TreeSet<>(Set.of(System.getProperty("bench", "a,b,c,d,e").split(","))),
        Integer.getInteger("bench.seconds", 30),
        Integer.getInteger("bench.connections", 1_000),
        Integer.getInteger("bench.rate", 17_000),
        Integer.getInteger("bench.idle", 10_000),
        Integer.getInteger("bench.rows", 1_000_000),
        Integer.getInteger("bench.runs", 100),
        Integer.getInteger("bench.revocations", 1_000),
        System.getProperty("bench.jfr", ""));
  }

  boolean has(String part) {
    return parts.contains(part);
  }

  /// Whether all that was asked for is measured on the record alone.
  boolean needsNoPlatform() {
    return Set.of("worklist", "read").containsAll(parts);
  }
}
