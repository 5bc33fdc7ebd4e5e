package org.trousse.referencing.specification;

import java.time.Duration;
import org.trousse.referencing.dossier.State;

/// How long dossiers really stayed in a state.
///
/// @param median half of them were faster
/// @param ninetieth nine of ten were faster
/// @param dossiers how many were counted
public record PublicTime(State state, Duration median, Duration ninetieth, int dossiers) {}
