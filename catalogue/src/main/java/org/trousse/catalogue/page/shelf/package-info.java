/// The catalogue: filters, cards, and apps side by side.
@NullMarked
package org.trousse.catalogue.page.shelf;

import org.jspecify.annotations.NullMarked;
