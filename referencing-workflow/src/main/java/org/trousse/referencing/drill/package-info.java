/// Rehearsed incidents: a signed message to the address that an app declared, and its answer within
/// 24 hours (criterion GOV-07).
@NullMarked
package org.trousse.referencing.drill;

import org.jspecify.annotations.NullMarked;
