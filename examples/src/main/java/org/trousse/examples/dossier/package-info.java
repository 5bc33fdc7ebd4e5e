/// A vendor's dossier on its whole way: the vendor's site and steps, and the officers' steps
/// played.
@NullMarked
package org.trousse.examples.dossier;

import org.jspecify.annotations.NullMarked;
