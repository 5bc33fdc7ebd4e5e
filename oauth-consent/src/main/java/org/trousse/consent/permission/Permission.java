package org.trousse.consent.permission;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One switch: a kind of data in one direction. Identity can only be read.
public record Permission(DataKind kind, Direction direction) implements Comparable<Permission> {
  private static final Comparator<Permission> ORDER =
      Comparator.comparing(Permission::kind).thenComparing(Permission::direction);

  public Permission {
    if (kind == DataKind.IDENTITY && direction == Direction.ADD) {
      throw new IllegalArgumentException("an app cannot add an identity");
    }
  }

  public static Permission read(DataKind kind) {
    return new Permission(kind, Direction.READ);
  }

  public static Permission add(DataKind kind) {
    return new Permission(kind, Direction.ADD);
  }

  /// All that there are, in the order in which people see them.
  public static List<Permission> all() {
    List<Permission> all = new ArrayList<>();
    for (DataKind kind : DataKind.values()) {
      all.add(read(kind));
      if (kind != DataKind.IDENTITY) {
        all.add(add(kind));
      }
    }
    return all;
  }

  /// `glucose.read`
  public String word() {
    return kind.word() + "." + direction.word();
  }

  public static Optional<Permission> of(String word) {
    return all().stream().filter(one -> one.word().equals(word)).findFirst();
  }

  @Override
  public int compareTo(Permission other) {
    return ORDER.compare(this, other);
  }
}
