/// The wiring: every house opened with what it needs of the others, and the two HTTP ports.
@NullMarked
package org.trousse.platform.serve;

import org.jspecify.annotations.NullMarked;
