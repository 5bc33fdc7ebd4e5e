package org.trousse.consent.permission;

import java.util.Locale;

/// Whether an app reads what is in the record or adds to it: two permissions, never one.
public enum Direction {
  READ,
  ADD;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
