/// Seals the trail: events become leaves of a Merkle tree, whose signed heads are kept outside the
/// database too, and from which anybody can be shown that an event is in it.
@NullMarked
package org.trousse.record.seal;

import org.jspecify.annotations.NullMarked;
