/// Health professionals as the record knows them: entered by an operator, each under an account of
/// the sign-in house; and who looks at a record, which the stores tell the database.
@NullMarked
package org.trousse.record.professional;

import org.jspecify.annotations.NullMarked;
