/// What the officers' pages show, made from what lanes gave. Pure.
@NullMarked
package org.trousse.referencing.page.officer.view;

import org.jspecify.annotations.NullMarked;
