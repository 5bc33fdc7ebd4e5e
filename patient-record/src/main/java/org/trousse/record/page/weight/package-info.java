/// The weight as its patient reads it: latest, trend, the gains that the rules found, and readings
/// that may be somebody else's. Numbers come from the room of the same name.
@NullMarked
package org.trousse.record.page.weight;

import org.jspecify.annotations.NullMarked;
