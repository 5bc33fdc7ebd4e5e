package org.trousse.referencing.criterion;

import java.time.Period;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trousse.referencing.text.Text;

/// One thing that is asked of an app.
///
/// @param id e.g. `GOV-01`
/// @param family the part before the number, e.g. `GOV`
/// @param guidance what to do, for the vendor
/// @param level for whom it is mandatory
/// @param condition what the app must have for it to apply
/// @param evidence what the vendor hands in; empty where the machine sees for itself
/// @param how what the machine does; null where only people look
/// @param validity how long a verdict stands; null: until something changes
/// @param mappings ids of other frameworks, by framework, e.g. `ASVS 5.0.0` to `10.4.1`
public record Criterion(
    String id,
    String family,
    Text title,
    Text guidance,
    Level level,
    Condition condition,
    Decider decider,
    List<Text> evidence,
    @Nullable Text how,
    @Nullable Period validity,
    Map<String, List<String>> mappings) {
  public Criterion {
    evidence = List.copyOf(evidence);
    mappings = Map.copyOf(mappings);
  }
}
