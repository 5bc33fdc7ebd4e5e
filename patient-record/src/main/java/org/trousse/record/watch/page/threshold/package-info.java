/// The thresholds of a patient as professionals read, try and set them.
@NullMarked
package org.trousse.record.watch.page.threshold;

import org.jspecify.annotations.NullMarked;
