/// Apps as the public sees them: listing, search, decision history. The house has its front door
/// only.
@NullMarked
package org.trousse.catalogue;

import org.jspecify.annotations.NullMarked;
