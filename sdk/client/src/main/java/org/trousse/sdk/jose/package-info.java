/// Keys and what apps sign with them: client assertions (RFC 7523) and DPoP proofs (RFC 9449).
@NullMarked
package org.trousse.sdk.jose;

import org.jspecify.annotations.NullMarked;
