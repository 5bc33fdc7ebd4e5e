package org.trousse.platform.refusal;

/// The platform cannot start, back up or restore as asked. The message is the whole sentence for
/// the operator: what is wrong and what to do; it never holds a secret.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Refusal(String sentence) {
    super(sentence);
  }

  public Refusal(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
