/// What the server fetches from addresses that others wrote down: only from public ones, briefly.
@NullMarked
package org.trousse.consent.outbound;

import org.jspecify.annotations.NullMarked;
