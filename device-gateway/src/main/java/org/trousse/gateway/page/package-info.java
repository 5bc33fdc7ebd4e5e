/// The operators' page of what was kept aside: what came, from which device, why it is not in a
/// record, and its bytes; and for developers of devices, why the HTTP door did not take a request:
/// every kind of problem and its page.
@NullMarked
package org.trousse.gateway.page;

import org.jspecify.annotations.NullMarked;
