/// Secrets: made, hashed under the platform's key, used once.
@NullMarked
package org.trousse.consent.secret;

import org.jspecify.annotations.NullMarked;
