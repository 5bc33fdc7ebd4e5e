/// The demo's invented apps, one of each kind that connects.
@NullMarked
package org.trousse.platform.demo.apps;

import org.jspecify.annotations.NullMarked;
