/// The form by which people write a reading: what it asks, what is understood of it, and the
/// patient's own page.
@NullMarked
package org.trousse.record.byhand;

import org.jspecify.annotations.NullMarked;
