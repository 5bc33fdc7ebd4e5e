package org.trousse.platform.database;

import java.util.HexFormat;
import org.trousse.platform.secret.PlatformKey;

/// The password of every role that a house logs in with: derived from the platform's key, so that
/// it is kept nowhere and every gateway of one installation knows it.
public final class RolePassword {
  private final PlatformKey key;

  public RolePassword(PlatformKey key) {
    this.key = key;
  }

  public String of(String role) {
    return HexFormat.of().formatHex(key.derive("database role " + role));
  }
}
