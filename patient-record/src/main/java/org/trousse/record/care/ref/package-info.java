/// What stands for a patient in the addresses that a professional sees.
@NullMarked
package org.trousse.record.care.ref;

import org.jspecify.annotations.NullMarked;
