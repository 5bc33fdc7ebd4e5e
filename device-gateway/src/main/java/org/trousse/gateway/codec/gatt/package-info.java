/// The measurement characteristics of the Bluetooth health services, one record each: every field
/// as the device sent it, nothing interpreted, nothing lost. What a reserved code or a spare byte
/// means is for others to judge; here it is named.
@NullMarked
package org.trousse.gateway.codec.gatt;

import org.jspecify.annotations.NullMarked;
