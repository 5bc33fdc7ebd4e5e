/// Requests, answers, forms and JSON, as the sandbox reads and writes them; bounded and strict.
@NullMarked
package org.trousse.referencing.sandbox.wire;

import org.jspecify.annotations.NullMarked;
