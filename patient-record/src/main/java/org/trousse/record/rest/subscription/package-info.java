/// `/fhir/Subscription`: apps subscribe to a patient's new readings, look after their
/// subscriptions, and catch up on what they missed.
@NullMarked
package org.trousse.record.rest.subscription;

import org.jspecify.annotations.NullMarked;
