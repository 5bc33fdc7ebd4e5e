/// The demo's present: simulated devices that speak real MQTT with real GATT bytes.
@NullMarked
package org.trousse.platform.demo.live;

import org.jspecify.annotations.NullMarked;
