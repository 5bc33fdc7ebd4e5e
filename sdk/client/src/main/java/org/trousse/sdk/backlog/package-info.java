/// What a device said and the gateway has not answered yet, kept until it has: in memory, or in a
/// file that outlives the process and the machine's power.
@NullMarked
package org.trousse.sdk.backlog;

import org.jspecify.annotations.NullMarked;
