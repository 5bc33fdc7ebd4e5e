package org.trousse.record.append;

import org.trousse.sdk.reading.Reading;

/// Asked again when a batch is sent, on the lane's event loop: answers at once, from memory.
@FunctionalInterface
public interface StillAllowed {
  /// Whether the reading's device may still write it into that patient's record.
  boolean allows(Reading reading);
}
