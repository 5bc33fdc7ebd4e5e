/// Readings into the record: gathered into micro-batches, one statement each, answered after the
/// commit. A row that the database will never take is bisected out and refused alone; what is not
/// known to be stored is never acknowledged.
@NullMarked
package org.trousse.record.append;

import org.jspecify.annotations.NullMarked;
