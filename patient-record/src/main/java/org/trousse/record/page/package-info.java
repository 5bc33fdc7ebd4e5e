/// What patients read of their own record: four cards, a fortnight of glucose as curve, table and
/// sentence. View models are plain values; only the routes touch the web.
@NullMarked
package org.trousse.record.page;

import org.jspecify.annotations.NullMarked;
