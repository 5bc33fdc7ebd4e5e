package org.trousse.record.visit.page;

import java.util.List;

/// A transmission as people read it.
///
/// @param title when and by whom
/// @param period what its numbers are about
/// @param reads who read it, a sentence each
/// @param address of its own page
public record TransmissionView(
    String id,
    String title,
    String period,
    String data,
    String action,
    String result,
    List<String> reads,
    String address) {
  public TransmissionView {
    reads = List.copyOf(reads);
  }
}
