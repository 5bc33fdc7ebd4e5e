package org.trousse.consent.page.authorise;

import io.vertx.core.Future;
import java.util.Optional;
import org.trousse.consent.signin.SignedIn;

/// Where requests wait for their answer, and what becomes of it.
public interface DecidesRequests {
  /// Empty: unknown, too old, answered, or opened by another account before.
  Future<Optional<Asked>> asked(String handle, SignedIn who);

  /// Where to send the browser; empty when the request was answered meanwhile.
  Future<Optional<String>> approve(String handle, SignedIn who, Approval approval);

  /// The same for a refusal: `access_denied` (RFC 6749 §4.1.2.1).
  Future<Optional<String>> refuse(String handle, SignedIn who);
}
