/// What visitors report of an app or of this site: kept first, then handed on to who answers.
@NullMarked
package org.trousse.catalogue.report;

import org.jspecify.annotations.NullMarked;
