package org.trousse.referencing.member;

import org.trousse.referencing.text.Text;

/// The answer to "may they?".
public sealed interface Access {
  /// Yes.
  record Allowed() implements Access {}

  /// No, and they may know why.
  record NotAllowed(Text why) implements Access {}

  /// No, and they may not know that there is such a thing.
  record Hidden() implements Access {}
}
