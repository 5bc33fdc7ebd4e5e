/// The catalogue as data for everybody: JSON, CSV and a feed of decisions.
@NullMarked
package org.trousse.catalogue.serve;

import org.jspecify.annotations.NullMarked;
