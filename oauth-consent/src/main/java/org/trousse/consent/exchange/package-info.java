/// The token endpoint (RFC 6749 §3.2): what a code, a refresh token or a device code is exchanged
/// for, and how that is said.
@NullMarked
package org.trousse.consent.exchange;

import org.jspecify.annotations.NullMarked;
