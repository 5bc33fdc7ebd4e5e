/// What both doors ask and count: who signs in, how often, how much.
@NullMarked
package org.trousse.gateway.door;

import org.jspecify.annotations.NullMarked;
