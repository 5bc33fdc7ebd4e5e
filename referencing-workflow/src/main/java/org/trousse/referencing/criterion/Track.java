package org.trousse.referencing.criterion;

/// Whether an app is listed only, or exchanges data with records.
public enum Track {
  LISTING,
  EXCHANGE
}
