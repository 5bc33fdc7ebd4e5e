/// The front of subscriptions.
@NullMarked
package org.trousse.record.subscribe.front;

import org.jspecify.annotations.NullMarked;
