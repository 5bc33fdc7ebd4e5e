/// What a patient allowed an app: kept by version, and known to every door within a second.
@NullMarked
package org.trousse.consent.grant;

import org.jspecify.annotations.NullMarked;
