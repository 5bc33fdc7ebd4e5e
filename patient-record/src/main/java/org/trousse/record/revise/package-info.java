/// What people change about readings that stand in the record: amended, marked as entered in error,
/// annotated, validated; who did it and why. The reading's key and its earlier versions stay.
@NullMarked
package org.trousse.record.revise;

import org.jspecify.annotations.NullMarked;
