/// The demo's past: fourteen days of readings up to now, and the way in which they enter the
/// record.
@NullMarked
package org.trousse.platform.demo.history;

import org.jspecify.annotations.NullMarked;
