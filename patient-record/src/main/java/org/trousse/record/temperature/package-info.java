/// Derived numbers of body temperature: each day's highest, and episodes of fever. Pure.
@NullMarked
package org.trousse.record.temperature;

import org.jspecify.annotations.NullMarked;
