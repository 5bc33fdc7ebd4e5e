/// The committee's quorum: who may sit when an opinion is given, who sat, and how many must.
@NullMarked
package org.trousse.referencing.dossier.quorum;

import org.jspecify.annotations.NullMarked;
