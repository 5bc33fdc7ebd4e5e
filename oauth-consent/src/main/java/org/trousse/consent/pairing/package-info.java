/// Pairing a device that has no browser (RFC 8628): it shows a short code, a person types it in and
/// decides, the device polls.
@NullMarked
package org.trousse.consent.pairing;

import org.jspecify.annotations.NullMarked;
