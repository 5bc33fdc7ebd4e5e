/// Who is calling: the client of a request, authenticated as its profile demands, and the key that
/// it proves to hold.
@NullMarked
package org.trousse.consent.client;

import org.jspecify.annotations.NullMarked;
