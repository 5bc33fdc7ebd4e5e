/// What an app's keys prove in the sandbox: assertions (RFC 7523) and DPoP (RFC 9449). Verifying
/// takes its time: never on an event loop.
@NullMarked
package org.trousse.referencing.sandbox.proof;

import org.jspecify.annotations.NullMarked;
