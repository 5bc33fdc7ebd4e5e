package org.trousse.record.aggregate;

import java.time.Instant;

/// One version of a window's numbers.
///
/// @param version 1, 2, 3, …
/// @param at when it was issued
/// @param newest when the newest of its readings was received: what came later is not in it
public record Issued(Window window, int version, Instant at, Instant newest, Numbers numbers) {}
