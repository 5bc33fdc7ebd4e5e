/// The one table of moves: from where to where, who may, why, on what condition, and what follows
/// for clocks and tokens.
@NullMarked
package org.trousse.referencing.dossier.move;

import org.jspecify.annotations.NullMarked;
