/// The design kit: one frame for every page of every house, its stylesheet, and the pages that
/// belong to no house (home, the demo's people, errors). Server-rendered, French first, no script
/// needed.
@NullMarked
package org.trousse.platform.page;

import org.jspecify.annotations.NullMarked;
