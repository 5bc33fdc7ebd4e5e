package org.trousse.consent.page.authorise;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trousse.consent.app.App;
import org.trousse.consent.permission.Permission;

/// What an app asks for, as far as the page must say it.
///
/// @param permissions what it asked for and may ask for
/// @param offline whether it wants to go on while nobody is signed in
/// @param signInAgain whether this sign-in is too old for it (OpenID Connect Core §3.1.2.1)
/// @param leadsTo where the answer is sent; null when it stays here (a device)
/// @param device null for an app that asks for itself
public record Asked(
    App app,
    Set<Permission> permissions,
    boolean offline,
    boolean signInAgain,
    @Nullable URI leadsTo,
    @Nullable Device device) {
  public Asked {
    permissions = Set.copyOf(permissions);
  }

  /// The device that shows a code (RFC 8628 §5.4: the person compares it).
  ///
  /// @param place where its request came from, coarse
  public record Device(String name, String place, String code) {
    /// Never the code.
    @Override
    public String toString() {
      return "Device(" + name + ")";
    }
  }
}
