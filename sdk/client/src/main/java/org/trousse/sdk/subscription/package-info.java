/// Being told of new readings: what an app asks for, what comes to its address, and whether it came
/// from the record (HL7 Subscriptions R5 Backport 1.1 for R4, Standard Webhooks).
@NullMarked
package org.trousse.sdk.subscription;

import org.jspecify.annotations.NullMarked;
