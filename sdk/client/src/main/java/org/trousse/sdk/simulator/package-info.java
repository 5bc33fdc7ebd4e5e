/// Synthetic people's measurements: glucose, blood pressure, weight and temperature, drawn from a
/// seed alone, so that the same seed always tells the same days. No real person's data is behind
/// them, and none may be taken for real.
@NullMarked
package org.trousse.sdk.simulator;

import org.jspecify.annotations.NullMarked;
