/// Eight invented apps on their way into the catalogue and out of it, with the people who work on
/// them: a past that the rules of referencing allowed, each act at its own time.
@NullMarked
package org.trousse.platform.demo.dossier;

import org.jspecify.annotations.NullMarked;
