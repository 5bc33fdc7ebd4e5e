/// The desk where vendors and officers meet: what a dossier looks like now, and what may be done
/// with it next.
@NullMarked
package org.trousse.referencing.desk;

import org.jspecify.annotations.NullMarked;
