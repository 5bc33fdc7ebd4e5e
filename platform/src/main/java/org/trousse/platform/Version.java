package org.trousse.platform;

/// Which Trousse this is.
public final class Version {
  /// As backups and `--version` tell it.
  public static final String PRODUCT = "0.1.0";

  private Version() {}
}
