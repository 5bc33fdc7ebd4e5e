/// One app: what it says of itself, what stands behind it, its decisions, and how to report it.
@NullMarked
package org.trousse.catalogue.page.app;

import org.jspecify.annotations.NullMarked;
