/// A professional's visit at a patient's home: what changed since the last one, what a correction
/// does to the averages, and what is handed over.
@NullMarked
package org.trousse.record.visit;

import org.jspecify.annotations.NullMarked;
