/// The page on which a person allows an app or a device, or refuses: its exact text, what was
/// ticked, and what that allows.
@NullMarked
package org.trousse.consent.page.authorise;

import org.jspecify.annotations.NullMarked;
