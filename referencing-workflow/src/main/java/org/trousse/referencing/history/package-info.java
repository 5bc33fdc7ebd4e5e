/// Dossiers as they are kept: an append-only history, what it makes of each dossier, and an outbox
/// for what others must hear of, all committed at once.
@NullMarked
package org.trousse.referencing.history;

import org.jspecify.annotations.NullMarked;
