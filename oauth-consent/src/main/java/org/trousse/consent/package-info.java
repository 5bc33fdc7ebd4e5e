/// Sign-in, authorization server, consents, keys and the patient's permissions. The house has its
/// front door only.
@NullMarked
package org.trousse.consent;

import org.jspecify.annotations.NullMarked;
