/// Accessibility runs (criterion ETH-01): an operator's Chromium without a screen, spoken to by the
/// DevTools protocol. It never reaches the network by itself: each of its requests is answered
/// through the one guarded caller.
@NullMarked
package org.trousse.referencing.browser;

import org.jspecify.annotations.NullMarked;
