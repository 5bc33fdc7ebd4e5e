/// The front of the nurse's list: its lane, its stores and its pages, opened together.
@NullMarked
package org.trousse.record.watch.front;

import org.jspecify.annotations.NullMarked;
