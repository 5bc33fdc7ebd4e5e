/// What a single reading is called in the guidelines: levels of glucose, grades of blood pressure,
/// fever. Judged where it is shown, never stored. Pure.
@NullMarked
package org.trousse.record.clinical;

import org.jspecify.annotations.NullMarked;
