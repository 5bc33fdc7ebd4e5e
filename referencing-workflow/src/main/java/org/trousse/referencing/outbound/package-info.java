/// How the platform looks at addresses that a vendor wrote down: by one caller, only at public
/// ones, briefly, with no credential, and never at another address than the one it looked at.
@NullMarked
package org.trousse.referencing.outbound;

import org.jspecify.annotations.NullMarked;
