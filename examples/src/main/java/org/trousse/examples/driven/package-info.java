/// The app behind a test driver (docs/test-driver.md), and the door by which the platform asks it
/// to act.
@NullMarked
package org.trousse.examples.driven;

import org.jspecify.annotations.NullMarked;
