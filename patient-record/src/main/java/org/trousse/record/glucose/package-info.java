/// Glucose in numbers: ranges, means and what they imply, coverage, the daily curve, events,
/// targets, and which of them rest on too little. Every rule is pure, and counts in the unit that
/// the device said. How each number is counted: `docs/derived-numbers.md`.
@NullMarked
package org.trousse.record.glucose;

import org.jspecify.annotations.NullMarked;
