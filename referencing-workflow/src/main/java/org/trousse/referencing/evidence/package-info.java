/// What vendors hand in to prove a criterion: files that are recognised by their content, kept by
/// the hash of their bytes in versions, and never shown in a page of ours.
@NullMarked
package org.trousse.referencing.evidence;

import org.jspecify.annotations.NullMarked;
