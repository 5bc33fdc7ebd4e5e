/// The blood-pressure series as its patient reads it: the protocol's grid, what is missing, means,
/// and a verdict only when the series is complete. Numbers come from the room of the same name.
@NullMarked
package org.trousse.record.page.pressure;

import org.jspecify.annotations.NullMarked;
