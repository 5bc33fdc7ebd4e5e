/// What a patient should be told before it happens or once it has: an end that comes near, a
/// permission that nobody uses, an app that wants more, a token that was stolen, an app that the
/// catalogue suspended, let go on or ended.
@NullMarked
package org.trousse.consent.reminder;

import org.jspecify.annotations.NullMarked;
