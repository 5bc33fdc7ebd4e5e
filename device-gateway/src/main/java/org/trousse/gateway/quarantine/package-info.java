/// What could not be decoded, owned or believed, kept with its bytes for a person to look at.
@NullMarked
package org.trousse.gateway.quarantine;

import org.jspecify.annotations.NullMarked;
