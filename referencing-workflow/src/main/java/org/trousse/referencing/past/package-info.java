/// A dossier's past, told afterwards by the same rules at its own times: what a demo shows did not
/// happen while anybody looked.
@NullMarked
package org.trousse.referencing.past;

import org.jspecify.annotations.NullMarked;
