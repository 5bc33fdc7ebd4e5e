/// What an operator watches: logs, metrics, health. None of it names a person, a device or a value.
@NullMarked
package org.trousse.platform.watch;

import org.jspecify.annotations.NullMarked;
