/// What a patient can allow: kinds of data and directions, and the scopes that say the same.
@NullMarked
package org.trousse.consent.permission;

import org.jspecify.annotations.NullMarked;
