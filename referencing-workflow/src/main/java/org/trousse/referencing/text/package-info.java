/// Words in both languages.
@NullMarked
package org.trousse.referencing.text;

import org.jspecify.annotations.NullMarked;
