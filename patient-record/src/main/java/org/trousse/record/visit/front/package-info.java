/// The front of a professional's visit.
@NullMarked
package org.trousse.record.visit.front;

import org.jspecify.annotations.NullMarked;
