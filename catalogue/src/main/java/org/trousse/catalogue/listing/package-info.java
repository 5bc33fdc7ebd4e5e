/// What the referencing house publishes of an app: its facts, its verdicts, its standing and the
/// decisions that led there.
@NullMarked
package org.trousse.catalogue.listing;

import org.jspecify.annotations.NullMarked;
