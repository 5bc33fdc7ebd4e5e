package org.trousse.referencing.check.behaviour;

import java.util.List;

/// A full FHIR validator, where the operator has one. It may take its time.
@FunctionalInterface
public interface ValidatesFhir {
  /// No validator: the essential rules are looked at, and nothing more.
  ValidatesFhir NONE = json -> List.of();

  /// What is wrong with a resource, one line each; empty when nothing is.
  List<String> faults(String json);
}
