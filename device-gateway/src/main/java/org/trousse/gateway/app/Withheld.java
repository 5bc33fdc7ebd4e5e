package org.trousse.gateway.app;

/// A record that is neither stored nor refused, because its app's right may come back: its device
/// has to keep it, so the door must not acknowledge.
public final class Withheld extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Right right;

  /// Because of a right that [Right#comesBack].
  public Withheld(Right right) {
    super(right.word(), null, false, false);
    this.right = right;
  }

  public Right right() {
    return right;
  }
}
