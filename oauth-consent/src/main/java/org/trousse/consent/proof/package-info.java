/// Demonstrating Proof of Possession (RFC 9449): whoever calls holds the key that a token is bound
/// to.
@NullMarked
package org.trousse.consent.proof;

import org.jspecify.annotations.NullMarked;
