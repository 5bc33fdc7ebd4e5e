package org.trousse.consent.page.pairing;

import io.vertx.core.Future;
import java.util.UUID;
import org.trousse.consent.page.authorise.Approval;
import org.trousse.consent.page.authorise.Asked;

/// Where devices wait for their answer, and what becomes of it.
public interface DecidesPairings {
  /// Counts as a guess (RFC 8628 §5.1).
  ///
  /// @param typed the code as it was typed
  /// @param address where the browser is, to count guesses by
  Future<Look> look(String typed, UUID account, String address);

  /// Whether the device was still waiting.
  Future<Boolean> approve(String code, Asked asked, Approval approval);

  /// Whether the device was still waiting.
  Future<Boolean> refuse(String code);

  /// What stands behind a code.
  sealed interface Look {
    /// A device waits; its [Asked#device] has the code as the device shows it.
    record Waiting(Asked asked) implements Look {}

    /// None does.
    record Wrong() implements Look {}

    /// Too many guesses.
    ///
    /// @param seconds after which another may be made
    record TooMany(long seconds) implements Look {}
  }
}
