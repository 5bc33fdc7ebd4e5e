/// What changed and must be known at every door: written in order, followed by every process.
@NullMarked
package org.trousse.consent.feed;

import org.jspecify.annotations.NullMarked;
