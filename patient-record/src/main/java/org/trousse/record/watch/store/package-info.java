/// Situations and thresholds in rows, and the lane that evaluates in the background: what this
/// process stored within seconds, everybody in somebody's care every quarter of an hour.
@NullMarked
package org.trousse.record.watch.store;

import org.jspecify.annotations.NullMarked;
