/// A stretch of a sensor's readings that are marked as errors together, or restored.
@NullMarked
package org.trousse.record.visit.page.stretch;

import org.jspecify.annotations.NullMarked;
