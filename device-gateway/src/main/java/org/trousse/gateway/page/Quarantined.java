package org.trousse.gateway.page;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads what was kept aside, newest first.
@FunctionalInterface
public interface Quarantined {
  /// At most `limit` payloads, by (receivedAt, id) descending.
  ///
  /// @param reason only those that have this reason; null: all
  /// @param before only those after this place in the order; null: from the newest
  Future<List<QuarantinedView>> page(@Nullable String reason, @Nullable Before before, int limit);

  /// A place in the order: payloads that arrived in the same microsecond are told apart by id.
  record Before(Instant receivedAt, UUID id) {}
}
