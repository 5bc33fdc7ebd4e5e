/// A record, an authorization server and a device door that are played for one app, so that the
/// platform sees how it behaves. Nothing here is real and nothing is kept for longer than a run.
@NullMarked
package org.trousse.referencing.sandbox;

import org.jspecify.annotations.NullMarked;
