/// A payload's way from either door to the record: decode, normalise, find the owner, append, and
/// keep aside what cannot go there. The same for MQTT and HTTP.
@NullMarked
package org.trousse.gateway.intake;

import org.jspecify.annotations.NullMarked;
