package org.trousse.referencing.member.register;

import org.trousse.referencing.text.Text;

/// What a lane answers to somebody who wanted something.
public sealed interface Answer<T> {
  /// Here it is.
  record Given<T>(T value) implements Answer<T> {}

  /// Not for them: their role, or an interest, is in the way.
  record NotAllowed<T>(Text why) implements Answer<T> {}

  /// Not as things stand.
  record Refused<T>(Text why) implements Answer<T> {}

  /// There is no such thing, or they may not know of it.
  record Unknown<T>() implements Answer<T> {}
}
