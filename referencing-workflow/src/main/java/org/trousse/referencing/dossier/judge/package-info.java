/// Verdicts, criterion by criterion: what officers judge and what the automatic checks saw.
@NullMarked
package org.trousse.referencing.dossier.judge;

import org.jspecify.annotations.NullMarked;
