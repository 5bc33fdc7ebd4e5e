/// The server's signing keys: published before they sign, retired after the last thing they signed.
@NullMarked
package org.trousse.consent.key;

import org.jspecify.annotations.NullMarked;
