/// The MQTT door, 3.1.1 and 5. A PUBACK means that the reading is committed, or will never be
/// accepted; whatever else goes wrong ends the connection without one, so that the device keeps
/// what it sent (MQTT 5 §4.4: a PUBACK of 0x80 or more is as final as one of 0x00).
@NullMarked
package org.trousse.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
