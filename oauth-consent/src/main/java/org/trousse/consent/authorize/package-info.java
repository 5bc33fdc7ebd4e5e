/// Authorization requests: read, checked, kept until the patient has decided, answered once.
@NullMarked
package org.trousse.consent.authorize;

import org.jspecify.annotations.NullMarked;
