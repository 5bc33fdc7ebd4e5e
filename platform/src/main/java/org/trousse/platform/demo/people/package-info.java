/// The demo's synthetic people, their devices, and what a device of theirs measures at a moment: in
/// the bytes that it would send, and as the reading that the gateway makes of them.
@NullMarked
package org.trousse.platform.demo.people;

import org.jspecify.annotations.NullMarked;
