/// Devices that belong to an app: what their app may add for whom, what its token opens, and how it
/// registers them. Who allowed what is another house's business; here are only the answers.
@NullMarked
package org.trousse.gateway.app;

import org.jspecify.annotations.NullMarked;
