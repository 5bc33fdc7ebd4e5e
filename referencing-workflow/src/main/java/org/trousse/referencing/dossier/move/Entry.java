package org.trousse.referencing.dossier.move;

import org.jspecify.annotations.Nullable;
import org.trousse.referencing.calendar.Limit;
import org.trousse.referencing.calendar.Turn;

/// What begins when a dossier comes into a state.
///
/// @param turn whose turn it is; null where nobody's is
/// @param limit how long that may take; null where no clock runs
/// @param then what the platform does when the time is over; null: officers are told
/// @param approval how long the app is approved; null where it is not
/// @param effect on the app's tokens
public record Entry(
    @Nullable Turn turn,
    @Nullable Limit limit,
    @Nullable MoveName then,
    @Nullable Limit approval,
    TokenEffect effect) {}
