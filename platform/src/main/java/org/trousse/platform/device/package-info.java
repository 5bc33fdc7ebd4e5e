/// A patient's devices as the gateway knows them, in the shape that the record asks for.
@NullMarked
package org.trousse.platform.device;

import org.jspecify.annotations.NullMarked;
