/// What the pages of vendors and officers share: how they come and go, their forms and their words.
@NullMarked
package org.trousse.referencing.page;

import org.jspecify.annotations.NullMarked;
