package org.trousse.referencing.request;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request.
///
/// @param apiKey null: a person in a browser
/// @param path the template, e.g. `/referencing/dossiers/:id/evidence`
/// @param problem the last part of the problem's type; null: none was told
/// @param ms how long it took
public record LoggedRequest(
    UUID organisation,
    Instant at,
    UUID id,
    @Nullable UUID apiKey,
    String method,
    String path,
    int status,
    @Nullable String problem,
    int ms) {}
