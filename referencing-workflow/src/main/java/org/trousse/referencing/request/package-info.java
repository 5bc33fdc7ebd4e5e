/// What a vendor's scripts asked for in the last seven days, for its developers: when, what, and
/// what came of it. No body, no id, no query.
@NullMarked
package org.trousse.referencing.request;

import org.jspecify.annotations.NullMarked;
