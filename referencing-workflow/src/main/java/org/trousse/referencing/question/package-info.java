/// Questions between officers and a vendor, one thread for each criterion of a dossier. Messages
/// are added only; whose turn it is follows from them, and so does whether the clock stands still.
@NullMarked
package org.trousse.referencing.question;

import org.jspecify.annotations.NullMarked;
