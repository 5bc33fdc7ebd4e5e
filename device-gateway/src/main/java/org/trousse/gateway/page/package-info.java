/// The operators' page of what was kept aside: what came, from which device, why it is not in a
/// record, and its bytes.
@NullMarked
package org.trousse.gateway.page;

import org.jspecify.annotations.NullMarked;
