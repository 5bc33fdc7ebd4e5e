/// Frames that devices call out to whoever hears them. Nobody vouches for them: no user, no proof
/// that it was the device. A gateway that is registered for the device may send what it heard; it
/// stands for both.
@NullMarked
package org.trousse.gateway.codec.advertised;

import org.jspecify.annotations.NullMarked;
