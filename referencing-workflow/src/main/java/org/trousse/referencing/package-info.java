/// Vendors, dossiers, criteria, evidence, review and decision. The house has its front door only.
@NullMarked
package org.trousse.referencing;

import org.jspecify.annotations.NullMarked;
