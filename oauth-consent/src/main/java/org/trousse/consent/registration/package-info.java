/// Dynamic registration (RFC 7591, 7592): an app is what the catalogue's signed statement says.
@NullMarked
package org.trousse.consent.registration;

import org.jspecify.annotations.NullMarked;
