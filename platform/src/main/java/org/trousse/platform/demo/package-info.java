/// The demonstration: keys, what scripts are told, and what the terminal says. Everything here is
/// synthetic.
@NullMarked
package org.trousse.platform.demo;

import org.jspecify.annotations.NullMarked;
