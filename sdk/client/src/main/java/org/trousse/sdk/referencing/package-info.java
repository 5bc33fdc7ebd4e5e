/// A vendor's dossier over the referencing API: manifest, evidence, checks, moves, questions, and
/// what officers do with it.
@NullMarked
package org.trousse.sdk.referencing;

import org.jspecify.annotations.NullMarked;
