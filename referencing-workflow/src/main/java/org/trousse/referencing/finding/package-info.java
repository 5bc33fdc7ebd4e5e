/// What an automatic check looked at, when, what it saw, and how to mend it.
@NullMarked
package org.trousse.referencing.finding;

import org.jspecify.annotations.NullMarked;
