package org.trousse.record.audit;

import java.time.Instant;
import org.trousse.sdk.measure.Measure;

/// What an app did with one measure.
///
/// @param add whether the app added; false: it read
public record Used(String clientId, Measure measure, boolean add, int count, Instant last) {}
