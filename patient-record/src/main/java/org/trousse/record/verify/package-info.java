/// The public door to our arithmetic: whoever sends a series gets every number that we derive from
/// it, at full precision, by a published schema. Nothing is kept and nobody signs in.
@NullMarked
package org.trousse.record.verify;

import org.jspecify.annotations.NullMarked;
