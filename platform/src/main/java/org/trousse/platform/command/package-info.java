/// What a person can start from the command line. The main thread waits here, and nowhere else.
@NullMarked
package org.trousse.platform.command;

import org.jspecify.annotations.NullMarked;
