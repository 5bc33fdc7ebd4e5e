/// The page on which a patient reads what proves that an event of their trail is sealed, and takes
/// the proof along.
@NullMarked
package org.trousse.record.seal.page;

import org.jspecify.annotations.NullMarked;
