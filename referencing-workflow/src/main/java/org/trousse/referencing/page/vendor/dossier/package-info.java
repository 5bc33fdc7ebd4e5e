/// What a vendor sees of its dossiers: the list, one dossier, one criterion, the history.
@NullMarked
package org.trousse.referencing.page.vendor.dossier;

import org.jspecify.annotations.NullMarked;
