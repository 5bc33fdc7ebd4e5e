/// The JSON API of vendors and officers, and what everybody may know of the process.
@NullMarked
package org.trousse.referencing.serve;

import org.jspecify.annotations.NullMarked;
