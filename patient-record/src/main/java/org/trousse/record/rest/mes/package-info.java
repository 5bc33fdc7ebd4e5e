/// The view of what Mon espace santé would take, for the patient's own tokens.
@NullMarked
package org.trousse.record.rest.mes;

import org.jspecify.annotations.NullMarked;
