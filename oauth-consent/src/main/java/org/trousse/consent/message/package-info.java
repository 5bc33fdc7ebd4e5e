/// What the users of an app are told when the catalogue suspends it, lets it go on or ends it: the
/// message once, a reminder for each grant, and what pages show until somebody has understood it.
@NullMarked
package org.trousse.consent.message;

import org.jspecify.annotations.NullMarked;
