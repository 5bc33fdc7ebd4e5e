/// The list of all checks that look at what a vendor runs and hands in.
@NullMarked
package org.trousse.referencing.check.roll;

import org.jspecify.annotations.NullMarked;
