package org.trousse.record.append;

import org.trousse.sdk.reading.Reading;

/// Asked again when a batch is sent, on the lane's event loop: answers at once, from memory.
@FunctionalInterface
public interface StillAllowed {
  /// Whether the reading's device may still write it into that patient's record. Throws when it
  /// cannot know: the reading then fails with what is thrown, and may come again.
  boolean allows(Reading reading);
}
