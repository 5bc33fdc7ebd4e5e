/// What an Observation says beyond the columns of a row: taken off when it comes in, kept as it is,
/// and given back with the reading.
@NullMarked
package org.trousse.record.beyond;

import org.jspecify.annotations.NullMarked;
