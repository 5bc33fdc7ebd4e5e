/// What a patient decides about professionals: whom they name and until when, whom they block,
/// whether glass may be broken, how often they are told; and what they read of it. Each decision
/// stands in the trail with who decided, which for a child is the parent.
@NullMarked
package org.trousse.record.care.team;

import org.jspecify.annotations.NullMarked;
