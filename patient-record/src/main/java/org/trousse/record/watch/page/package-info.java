/// The nurse's list as she reads it, on the screen and on paper, and what she says of a patient on
/// it. Every page goes through the care door; only the routes touch the web.
@NullMarked
package org.trousse.record.watch.page;

import org.jspecify.annotations.NullMarked;
