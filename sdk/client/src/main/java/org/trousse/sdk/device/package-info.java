/// The device's side of the gateway: readings as the bytes that Bluetooth devices really send, and
/// an MQTT 5 publisher that keeps what is not acknowledged.
@NullMarked
package org.trousse.sdk.device;

import org.jspecify.annotations.NullMarked;
