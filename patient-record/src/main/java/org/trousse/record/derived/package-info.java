/// What all derived numbers share: sums that do not drift, quantiles, and the list that says of
/// each number how it is counted. Pure.
@NullMarked
package org.trousse.record.derived;

import org.jspecify.annotations.NullMarked;
