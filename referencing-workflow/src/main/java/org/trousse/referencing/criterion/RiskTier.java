package org.trousse.referencing.criterion;

/// How much harm a fault of an app could do; computed from its manifest, never chosen.
public enum RiskTier {
  R1,
  R2,
  R3,
  R4;

  public boolean atLeast(RiskTier other) {
    return compareTo(other) >= 0;
  }
}
