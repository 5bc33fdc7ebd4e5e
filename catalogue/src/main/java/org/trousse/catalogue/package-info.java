/// Apps as the public see them. The house's front door.
@NullMarked
package org.trousse.catalogue;

import org.jspecify.annotations.NullMarked;
