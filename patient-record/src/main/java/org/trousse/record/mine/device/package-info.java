/// The page of the patient's devices: what each is, when it was last heard, what waits aside and
/// why, and how it is given back. Devices themselves belong to whoever the platform plugs in.
@NullMarked
package org.trousse.record.mine.device;

import org.jspecify.annotations.NullMarked;
