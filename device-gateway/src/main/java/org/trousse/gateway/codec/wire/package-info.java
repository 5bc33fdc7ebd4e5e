/// The smallest words of the Bluetooth health services: little endian fields, the two medical
/// floats of IEEE 11073-20601, the date without a zone, the checksum. Whoever reads with them gets
/// a value in every case; nothing here throws on hostile bytes.
@NullMarked
package org.trousse.gateway.codec.wire;

import org.jspecify.annotations.NullMarked;
