/// Runnable programs on the SDK alone, one file each: what a vendor writes first.
@NullMarked
package org.trousse.examples;

import org.jspecify.annotations.NullMarked;
