/// The page on which a person types a device's code and then allows or refuses it (RFC 8628 §3.3).
@NullMarked
package org.trousse.consent.page.pairing;

import org.jspecify.annotations.NullMarked;
