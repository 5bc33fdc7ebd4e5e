/// What the platform itself does with dossiers: it takes them in, runs the checks and moves on what
/// the table of moves lets it move.
@NullMarked
package org.trousse.referencing.process;

import org.jspecify.annotations.NullMarked;
