/// Transmissions: data, action, result, with the period's numbers in them.
@NullMarked
package org.trousse.record.visit.page.handover;

import org.jspecify.annotations.NullMarked;
