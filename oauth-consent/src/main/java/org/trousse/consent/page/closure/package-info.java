/// Closing one's account.
@NullMarked
package org.trousse.consent.page.closure;

import org.jspecify.annotations.NullMarked;
