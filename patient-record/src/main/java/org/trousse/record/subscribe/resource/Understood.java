package org.trousse.record.subscribe.resource;

import java.util.List;
import java.util.Set;
import org.trousse.record.fhir.Refusal;
import org.trousse.record.subscribe.Subscription.Status;
import org.trousse.record.subscribe.Wanted;
import org.trousse.sdk.measure.Measure;

/// What came of reading a Subscription.
public sealed interface Understood {
  /// It can be kept, if its app may have what it wants.
  ///
  /// @param wanted of all kinds that its filters leave, whoever may read them
  /// @param named for each code that a filter names, the kinds of reading that have it
  /// @param status that the app wishes
  record Asked(Wanted wanted, List<Set<Measure>> named, Status status) implements Understood {}

  /// It cannot.
  record Wrong(Refusal refusal) implements Understood {}
}
