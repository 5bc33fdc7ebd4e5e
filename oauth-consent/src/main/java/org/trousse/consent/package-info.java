/// Sign-in, authorization server, consents, keys and the patient's permissions.
@NullMarked
package org.trousse.consent;

import org.jspecify.annotations.NullMarked;
