/// From bytes to what the device said: one codec per payload format, pure, nothing interpreted and
/// nothing lost. Digits stay as the device wrote them.
@NullMarked
package org.trousse.gateway.codec;

import org.jspecify.annotations.NullMarked;
