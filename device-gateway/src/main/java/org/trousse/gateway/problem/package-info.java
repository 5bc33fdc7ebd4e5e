/// Why the HTTP door does not take a request: every kind of problem, and the page that its type
/// leads to.
@NullMarked
package org.trousse.gateway.problem;

import org.jspecify.annotations.NullMarked;
