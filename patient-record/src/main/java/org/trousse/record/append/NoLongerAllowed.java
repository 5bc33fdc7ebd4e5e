package org.trousse.record.append;

/// The right to write this reading ended between its arrival and the sending of its batch.
public final class NoLongerAllowed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoLongerAllowed() {
    super("the right to write this reading has ended", null, false, false);
  }
}
