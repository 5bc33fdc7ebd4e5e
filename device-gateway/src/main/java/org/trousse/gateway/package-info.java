/// The front door of the device gateway: devices in, readings out to whoever the platform plugs in.
@NullMarked
package org.trousse.gateway;

import org.jspecify.annotations.NullMarked;
