/// Derived numbers of body weight: whose scale reading it probably is, the gain that heart failure
/// is watched by, and the trend. Pure.
@NullMarked
package org.trousse.record.weight;

import org.jspecify.annotations.NullMarked;
