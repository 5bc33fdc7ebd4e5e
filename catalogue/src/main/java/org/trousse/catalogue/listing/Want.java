package org.trousse.catalogue.listing;

import java.util.regex.Pattern;

/// One kind of data in one direction, and what it is for.
///
/// @param permission `KIND.read` or `KIND.add`, e.g. `glucose.read`, as on the consent page
/// @param needed whether the service cannot do without it
/// @param without what happens when the patient keeps it
public record Want(String permission, boolean needed, Text reason, Text without) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z-]{0,40}\\.(read|add)");

  public Want {
    if (!FORM.matcher(permission).matches()) {
      throw new IllegalArgumentException("no permission: " + permission);
    }
  }

  /// E.g. `glucose`.
  public String kind() {
    return permission.substring(0, permission.indexOf('.'));
  }

  public Direction direction() {
    return permission.endsWith(".read") ? Direction.READ : Direction.ADD;
  }
}
