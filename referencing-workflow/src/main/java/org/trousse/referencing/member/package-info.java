/// Organisations and their members, officers and their interests, and who may do what. Rules are
/// pure; a vendor's row is reached only together with the organisation that it belongs to.
@NullMarked
package org.trousse.referencing.member;

import org.jspecify.annotations.NullMarked;
