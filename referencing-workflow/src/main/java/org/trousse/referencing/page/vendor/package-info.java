/// The pages of vendors: their organisation and its people, their dossiers, and what their scripts
/// asked for.
@NullMarked
package org.trousse.referencing.page.vendor;

import org.jspecify.annotations.NullMarked;
