/// The sheet that goes along on a tour, and the form that takes back what was written on it.
@NullMarked
package org.trousse.record.watch.page.tour;

import org.jspecify.annotations.NullMarked;
