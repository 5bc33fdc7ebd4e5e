/// What a vendor sees of an app's manifest: its text, its errors, what changed, and the app's page
/// as people will see it.
@NullMarked
package org.trousse.referencing.page.vendor.manifest;

import org.jspecify.annotations.NullMarked;
