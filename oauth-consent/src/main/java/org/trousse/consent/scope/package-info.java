/// What an app asks for in words of SMART and RFC 9396, and what it is told that it got.
@NullMarked
package org.trousse.consent.scope;

import org.jspecify.annotations.NullMarked;
