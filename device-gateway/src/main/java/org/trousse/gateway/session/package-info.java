/// MQTT sessions that outlive their connections, so that Session Present is the truth and a device
/// knows whether to send again what was not acknowledged.
@NullMarked
package org.trousse.gateway.session;

import org.jspecify.annotations.NullMarked;
