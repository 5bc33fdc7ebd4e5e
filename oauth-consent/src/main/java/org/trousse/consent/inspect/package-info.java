/// What an app may ask and end about its own tokens: introspection (RFC 7662), revocation (RFC
/// 7009) and the grant itself (OAuth 2.0 Grant Management).
@NullMarked
package org.trousse.consent.inspect;

import org.jspecify.annotations.NullMarked;
