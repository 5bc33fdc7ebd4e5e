/// What people report about an app, for the officers to look at.
@NullMarked
package org.trousse.referencing.complaint;

import org.jspecify.annotations.NullMarked;
