/// Observations that apps write: read with HAPI, understood as readings or refused with what to
/// mend, and appended.
@NullMarked
package org.trousse.record.create;

import org.jspecify.annotations.NullMarked;
