/// Identity providers (FranceConnect, Pro Santé Connect): what is configured of them, what is asked
/// of them, and what of their answers is believed.
@NullMarked
package org.trousse.consent.signin.provider;

import org.jspecify.annotations.NullMarked;
