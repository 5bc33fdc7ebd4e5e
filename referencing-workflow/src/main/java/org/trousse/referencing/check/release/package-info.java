/// Checks of the build that is judged: its bill of materials, known vulnerabilities, its signature.
@NullMarked
package org.trousse.referencing.check.release;

import org.jspecify.annotations.NullMarked;
