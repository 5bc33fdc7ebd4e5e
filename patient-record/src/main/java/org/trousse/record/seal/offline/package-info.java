/// Verifies the sealed trail without the platform: an export or a database against the checkpoints
/// that are kept outside it.
@NullMarked
package org.trousse.record.seal.offline;

import org.jspecify.annotations.NullMarked;
