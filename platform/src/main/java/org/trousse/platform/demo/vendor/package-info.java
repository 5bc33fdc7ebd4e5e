/// The demo's invented vendors: what the platform's checks look at, done well at one address and
/// badly at another. Nothing of it is mounted outside the demo.
@NullMarked
package org.trousse.platform.demo.vendor;

import org.jspecify.annotations.NullMarked;
