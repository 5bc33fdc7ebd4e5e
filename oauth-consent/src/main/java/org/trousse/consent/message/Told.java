package org.trousse.consent.message;

import java.time.Instant;
import java.util.UUID;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.message.AppMessage.Kind;

/// A message as a page shows it to somebody who has not understood it yet.
///
/// @param grant the app's on this record
/// @param app as people call it
/// @param at since when
public record Told(String about, Kind kind, UUID grant, String app, Instant at, Text reason) {}
