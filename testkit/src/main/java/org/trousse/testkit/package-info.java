/// What the tests of several houses share; at most five classes, never on a production path.
@NullMarked
package org.trousse.testkit;

import org.jspecify.annotations.NullMarked;
