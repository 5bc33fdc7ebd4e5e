/// Page 9's objection: a patient sets aside past readings that an app added. The record hides them;
/// this room asks, says what will happen, and takes it back.
@NullMarked
package org.trousse.consent.objection;

import org.jspecify.annotations.NullMarked;
