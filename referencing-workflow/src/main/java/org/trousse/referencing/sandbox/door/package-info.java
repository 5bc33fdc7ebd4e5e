/// The doors of the sandbox. They decide like the real ones, note what they see, and play the
/// faults of the scene; pure but for the state of their run.
@NullMarked
package org.trousse.referencing.sandbox.door;

import org.jspecify.annotations.NullMarked;
