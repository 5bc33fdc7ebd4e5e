/// What this installation keeps to itself: the key from which every other secret is derived, and
/// the certificate it shows until the operator brings a better one. Both are files that only their
/// owner may read.
@NullMarked
package org.trousse.platform.secret;

import org.jspecify.annotations.NullMarked;
