/// Which devices there are, what they may measure, for whom, and whether they are who they say.
/// Rules are plain Java; the two stores hold the tables and the copy of them that doors ask.
@NullMarked
package org.trousse.gateway.device;

import org.jspecify.annotations.NullMarked;
