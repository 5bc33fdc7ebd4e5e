package org.trousse.record.objection;

import java.time.Instant;
import org.trousse.sdk.measure.Measure;

/// What an app and its devices added of one measure, without what is set aside.
///
/// @param first the oldest effective time
/// @param last the newest
public record Added(Measure measure, int count, Instant first, Instant last) {}
