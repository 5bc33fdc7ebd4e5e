/// The security specification as data: what an app is judged by, version by version.
@NullMarked
package org.trousse.referencing.criterion;

import org.jspecify.annotations.NullMarked;
