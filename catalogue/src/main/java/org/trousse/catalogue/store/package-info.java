/// The listings' rows, and their image in this process, which a poll keeps up to date.
@NullMarked
package org.trousse.catalogue.store;

import org.jspecify.annotations.NullMarked;
