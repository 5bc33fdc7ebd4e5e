/// What is said to whoever may not act.
@NullMarked
package org.trousse.referencing.dossier.refusal;

import org.jspecify.annotations.NullMarked;
