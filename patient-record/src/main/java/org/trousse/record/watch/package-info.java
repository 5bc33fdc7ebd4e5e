/// What a nurse should look at first, and why: thresholds of a patient, episodes, changes, silences
/// and readings to confirm, as findings of one situation. Pure; numbers come from the rooms of each
/// measure. Nothing here is watched in real time: it sorts readings for who consults them.
@NullMarked
package org.trousse.record.watch;

import org.jspecify.annotations.NullMarked;
