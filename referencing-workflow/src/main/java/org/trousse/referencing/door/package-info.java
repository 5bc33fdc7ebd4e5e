/// The HTTP door of vendors' scripts and of pages: who comes in, and how a refusal is said (RFC
/// 9457, in French or English).
@NullMarked
package org.trousse.referencing.door;

import org.jspecify.annotations.NullMarked;
