/// What the pages of one measure share: who may open them, what they read, how numbers and drawings
/// are written, and the definition beside each number. Only the routes and the caller touch the
/// web.
@NullMarked
package org.trousse.record.page.series;

import org.jspecify.annotations.NullMarked;
