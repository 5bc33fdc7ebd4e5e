/// JSON (RFC 8259) on the JDK alone: what devices and apps need of it, bounded.
@NullMarked
package org.trousse.sdk.json;

import org.jspecify.annotations.NullMarked;
