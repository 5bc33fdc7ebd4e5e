package org.trousse.referencing.page;

import java.util.List;
import java.util.Optional;

/// What is wrong with one field of a form.
///
/// @param field the id of its control
/// @param words what to do
public record Fault(String field, String words) {
  /// The words at one field; empty where it is right.
  public static Optional<String> at(List<Fault> faults, String field) {
    return faults.stream().filter(one -> one.field().equals(field)).map(Fault::words).findFirst();
  }
}
