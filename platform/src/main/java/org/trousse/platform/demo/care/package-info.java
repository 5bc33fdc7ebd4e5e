/// The invented professionals of the demo, and whose care teams they are in.
@NullMarked
package org.trousse.platform.demo.care;

import org.jspecify.annotations.NullMarked;
