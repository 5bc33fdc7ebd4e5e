/// What lets somebody in: invitations that work once, and API keys. Made here, shown once, kept as
/// keyed hashes.
@NullMarked
package org.trousse.referencing.member.secret;

import org.jspecify.annotations.NullMarked;
