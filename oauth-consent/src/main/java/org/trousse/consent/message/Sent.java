package org.trousse.consent.message;

import java.time.Instant;
import java.util.UUID;
import org.trousse.consent.app.AppEntry.Text;
import org.trousse.consent.message.AppMessage.Kind;

/// A message that was sent about a grant.
///
/// @param live whether the grant goes on
/// @param understood whether the person who looks has said so
record Sent(
    String about,
    Kind kind,
    UUID grant,
    String clientId,
    boolean live,
    Instant at,
    Text reason,
    boolean understood) {}
