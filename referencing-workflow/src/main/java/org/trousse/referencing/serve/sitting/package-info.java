/// The committee's sittings in the JSON API: who may sit, who sat, and what a quorum lacks.
@NullMarked
package org.trousse.referencing.serve.sitting;

import org.jspecify.annotations.NullMarked;
