/// The two houses of apps, referencing and catalogue, plugged into each other and into the rest.
@NullMarked
package org.trousse.platform.apps;

import org.jspecify.annotations.NullMarked;
