/// Public vectors against our codecs and normaliser: one file format, one runner, used by the tests
/// and by `mvn -q -Pvectors -Dvectors=FILE`.
@NullMarked
package org.trousse.platform.vectors;

import org.jspecify.annotations.NullMarked;
