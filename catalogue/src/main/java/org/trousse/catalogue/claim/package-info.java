/// How much stands behind each statement of an app's page: declared, tested, verified or observed.
@NullMarked
package org.trousse.catalogue.claim;

import org.jspecify.annotations.NullMarked;
