/// My relatives: whose records a person may open besides their own, how that begins with a code on
/// paper from the service desk, and how it ends.
@NullMarked
package org.trousse.consent.page.relative;

import org.jspecify.annotations.NullMarked;
