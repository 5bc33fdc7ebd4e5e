/// Checks of files that a vendor handed in, and how such files are read.
@NullMarked
package org.trousse.referencing.check.file;

import org.jspecify.annotations.NullMarked;
