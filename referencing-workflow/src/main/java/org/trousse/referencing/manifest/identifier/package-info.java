/// Numbers and names that others give out, and whether a text can be one: check digits, codes,
/// forms. Nothing is looked up.
@NullMarked
package org.trousse.referencing.manifest.identifier;

import org.jspecify.annotations.NullMarked;
