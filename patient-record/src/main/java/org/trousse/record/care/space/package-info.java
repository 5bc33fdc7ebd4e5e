/// Spaces that are closed or objected to: nobody reads them and they take nothing. A closed one is
/// archived for ten years (CSP article L.1111-13-1 IV) and comes back whole within them, unless its
/// holder asked for its destruction.
@NullMarked
package org.trousse.record.care.space;

import org.jspecify.annotations.NullMarked;
