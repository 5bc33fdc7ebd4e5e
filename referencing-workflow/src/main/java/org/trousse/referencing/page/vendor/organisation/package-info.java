/// What the vendors' pages of an organisation show: its people and keys, an invitation, its
/// requests.
@NullMarked
package org.trousse.referencing.page.vendor.organisation;

import org.jspecify.annotations.NullMarked;
