/// What a vendor hands in, as one thing: when the manifest or a file changes, what is asked, what
/// is provided and what must be judged again follow from it.
@NullMarked
package org.trousse.referencing.revision;

import org.jspecify.annotations.NullMarked;
