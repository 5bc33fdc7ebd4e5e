/// Requests over the JDK's client with bounded answers, bound to a key by DPoP where an app has
/// one.
@NullMarked
package org.trousse.sdk.http;

import org.jspecify.annotations.NullMarked;
