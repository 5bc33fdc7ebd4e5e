/// What the doors of other houses ask: whose token is this, and what may it do now?
@NullMarked
package org.trousse.consent.door;

import org.jspecify.annotations.NullMarked;
