/// The devices that a patient has, for their own eyes: what each said of itself, what was kept
/// aside of it, and how the patient gives it back.
@NullMarked
package org.trousse.gateway.own;

import org.jspecify.annotations.NullMarked;
