/// What a vendor declares of an app, and what follows from it: errors, risk tier, criteria.
@NullMarked
package org.trousse.referencing.manifest;

import org.jspecify.annotations.NullMarked;
