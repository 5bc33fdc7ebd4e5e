/// Apps that are told of new readings (FHIR Subscriptions R5 Backport, in its shape for R4): what
/// an app wants to hear of, how far it was told, and the rules of trying again and of giving up.
@NullMarked
package org.trousse.record.subscribe;

import org.jspecify.annotations.NullMarked;
