/// An app's way into the catalogue and out again: one table of moves, pure.
@NullMarked
package org.trousse.referencing.dossier;

import org.jspecify.annotations.NullMarked;
