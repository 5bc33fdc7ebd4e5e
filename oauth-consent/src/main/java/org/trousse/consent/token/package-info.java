/// Codes and tokens: made, exchanged, rotated and ended, each in one transaction with a lock on the
/// grant that it rests on. Locks are taken in one order: grant, family, token.
@NullMarked
package org.trousse.consent.token;

import org.jspecify.annotations.NullMarked;
