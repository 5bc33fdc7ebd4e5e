/// The words that a vendor, an app or a device must say to Trousse: who (a patient, a device) and
/// how a refusal reads. Plain values on the JDK alone; a type enters here only if a third party has
/// to say it.
@NullMarked
package org.trousse.sdk;

import org.jspecify.annotations.NullMarked;
