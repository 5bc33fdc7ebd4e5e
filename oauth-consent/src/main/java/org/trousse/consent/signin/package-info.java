/// Who is there: sign-in through an identity provider, sessions, accounts, and who acts for whom.
@NullMarked
package org.trousse.consent.signin;

import org.jspecify.annotations.NullMarked;
