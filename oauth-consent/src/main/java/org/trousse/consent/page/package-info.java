/// What people see of this house: signing in, for whom they act, their sessions, and the pages on
/// which they allow an app or a device. Server-rendered, French and English, no script.
@NullMarked
package org.trousse.consent.page;

import org.jspecify.annotations.NullMarked;
