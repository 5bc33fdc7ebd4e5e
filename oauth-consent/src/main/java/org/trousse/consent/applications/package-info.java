/// Page 9: the apps that a patient allowed, what each really did, and how to pause, shrink, extend
/// or stop it.
@NullMarked
package org.trousse.consent.applications;

import org.jspecify.annotations.NullMarked;
