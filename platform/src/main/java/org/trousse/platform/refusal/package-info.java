/// What the platform will not do at the operator's word, and why: one sentence that names the mend.
/// `Main` prints the sentence alone and ends with status 1; no stack trace, no secret.
@NullMarked
package org.trousse.platform.refusal;

import org.jspecify.annotations.NullMarked;
