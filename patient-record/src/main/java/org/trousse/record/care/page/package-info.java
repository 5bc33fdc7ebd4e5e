/// The pages about care: the patient's care team with all that was done and decided, readings
/// hidden from professionals, and emergency access for doctors.
@NullMarked
package org.trousse.record.care.page;

import org.jspecify.annotations.NullMarked;
