/// The temperature as its patient reads it: each day's highest, episodes of fever, where it was
/// measured. Numbers come from the room of the same name.
@NullMarked
package org.trousse.record.page.temperature;

import org.jspecify.annotations.NullMarked;
