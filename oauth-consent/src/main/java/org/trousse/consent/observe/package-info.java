/// What an app's clients really did, all patients together, for the catalogue.
@NullMarked
package org.trousse.consent.observe;

import org.jspecify.annotations.NullMarked;
