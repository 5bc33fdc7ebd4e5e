/// What a device measured, in one form for all of them: canonical unit, what the device said kept
/// beside it, and every doubt as a flag.
@NullMarked
package org.trousse.sdk.reading;

import org.jspecify.annotations.NullMarked;
