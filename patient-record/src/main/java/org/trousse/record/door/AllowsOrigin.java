package org.trousse.record.door;

import org.jspecify.annotations.Nullable;

/// Fetch: which web pages may read our answers. Asked on the event loop, answers from memory.
@FunctionalInterface
public interface AllowsOrigin {
  /// Whether pages of this origin may.
  ///
  /// @param clientId whose answer it is; null before that is known: any app's origin will do
  /// @param origin as the browser says it, e.g. `https://app.example`
  boolean allows(@Nullable String clientId, String origin);
}
