/// JSON from strangers, read strictly and bounded, and what a published schema says about it, in
/// both languages.
@NullMarked
package org.trousse.referencing.json;

import org.jspecify.annotations.NullMarked;
