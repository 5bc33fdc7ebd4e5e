/// The referencing officers' pages: queue, dossier, assessment, letters, surveillance, register,
/// interests and officers. Nobody else knows that they are there.
@NullMarked
package org.trousse.referencing.page.officer;

import org.jspecify.annotations.NullMarked;
