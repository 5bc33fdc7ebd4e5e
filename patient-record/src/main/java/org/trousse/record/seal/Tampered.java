package org.trousse.record.seal;

import java.io.Serial;

/// What is stored of the tree is not what was signed. Nothing is signed over it.
public final class Tampered extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  Tampered(String sentence) {
    super(sentence);
  }

  Tampered(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
