/// Checks of the devices that an app brings: their identifiers, and the broker that they speak to.
@NullMarked
package org.trousse.referencing.check.device;

import org.jspecify.annotations.NullMarked;
