package org.trousse.record.subscribe.send;

import org.jspecify.annotations.Nullable;

/// What became of a notification that was sent.
sealed interface Answered {
  /// 2xx.
  record Arrived() implements Answered {}

  /// 410: nobody is there any more.
  record Gone() implements Answered {}

  /// Any other status, a redirect too: whoever is named there was not declared.
  ///
  /// @param retryAfter the header; null without one
  record Refused(int status, @Nullable String retryAfter) implements Answered {}

  /// It was not sent: when the connection stood, it was not to be told any more.
  record Withheld() implements Answered {}

  /// Nobody answered in time, or the address may not be called.
  record Silent() implements Answered {}
}
