/// From what the device said to a reading: canonical unit, time, identity and doubts. Pure rules,
/// the same for every door.
@NullMarked
package org.trousse.gateway.normalise;

import org.jspecify.annotations.NullMarked;
