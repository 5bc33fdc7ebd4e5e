/// JSON from strangers, read strictly: bounded in every direction, digits kept, and refused with a
/// mend when it says anything twice, in doubt or not at all.
@NullMarked
package org.trousse.gateway.codec.json;

import org.jspecify.annotations.NullMarked;
