package org.trousse.record.weight;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A gain of 2.0 kg or more, rounded to 0.01 kg first. A day may have two: over the days before,
/// and over the reference.
///
/// @param against the weight that is compared with, kg
/// @param interval days back to it; null for the reference
public record Alert(
    LocalDate date,
    Day.Rule rule,
    double gain,
    double weight,
    double against,
    @Nullable Integer interval) {}
