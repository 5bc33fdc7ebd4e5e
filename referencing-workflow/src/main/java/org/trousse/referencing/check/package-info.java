/// Checks that run by themselves. A check is pure: it says what to look at, and what the sight of
/// it means; lanes and callers do the looking.
@NullMarked
package org.trousse.referencing.check;

import org.jspecify.annotations.NullMarked;
