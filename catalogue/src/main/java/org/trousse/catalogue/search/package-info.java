/// Finding an app: filters, their counts, and the way out of an empty answer. Pure; never a rank
/// that somebody could buy.
@NullMarked
package org.trousse.catalogue.search;

import org.jspecify.annotations.NullMarked;
