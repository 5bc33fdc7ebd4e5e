package org.trousse.consent.page.authorise;

import io.vertx.core.Future;
import java.util.Optional;

/// Where requests wait for their answer, and what becomes of it.
public interface DecidesRequests {
  /// Empty: unknown, too old, or answered.
  Future<Optional<Asked>> asked(String handle);

  /// Where to send the browser; empty when the request was answered meanwhile.
  Future<Optional<String>> approve(String handle, Approval approval);

  /// The same for a refusal: `access_denied` (RFC 6749 §4.1.2.1).
  Future<Optional<String>> refuse(String handle);
}
