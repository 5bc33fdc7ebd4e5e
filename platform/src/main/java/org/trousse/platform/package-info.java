/// The only place that knows all houses: the program's entry and the page on which everything is
/// plugged together.
@NullMarked
package org.trousse.platform;

import org.jspecify.annotations.NullMarked;
