/// The invented people who work on the demo's dossiers, in their seats: a vendor's organisation and
/// two officers.
@NullMarked
package org.trousse.platform.demo.office;

import org.jspecify.annotations.NullMarked;
