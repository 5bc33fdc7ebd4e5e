/// Everything the houses keep, copied to a folder while the platform serves, and brought back into
/// an empty database of this version or a later one. The folder holds patients' data in the clear,
/// readable by its owner alone; it holds no key and no password, and is sealed with the platform's
/// key, without which neither the ids that apps know nor any device's credential would fit again.
@NullMarked
package org.trousse.platform.database.backup;

import org.jspecify.annotations.NullMarked;
