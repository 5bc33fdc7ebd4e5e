/// What this server says of itself, in every form that clients ask for.
@NullMarked
package org.trousse.consent.metadata;

import org.jspecify.annotations.NullMarked;
