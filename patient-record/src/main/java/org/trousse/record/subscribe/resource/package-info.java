/// Subscriptions as apps write them and read them back: R4 Subscription in the shape of HL7's
/// Subscriptions R5 Backport 1.1, and the one topic that there is.
@NullMarked
package org.trousse.record.subscribe.resource;

import org.jspecify.annotations.NullMarked;
